using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Host.Jobs;

/// <summary>
/// Looks for work that is due, at start and as often as leases are renewed, so that what a dead worker left waits little
/// longer than its lease. Not a job of the queue's: it makes good what the queue loses.
/// </summary>
internal sealed class WakeRegularly(WakeDueWork wakeDueWork, Databases databases, TimeProvider clock, ILogger<WakeRegularly> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(databases.Options.Lease.RenewEvery, clock);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A database that does not answer for once is asked again at the next tick.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await wakeDueWork.RunAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "The look for work that is due failed. It is repeated in a moment.");
        }
    }
}
