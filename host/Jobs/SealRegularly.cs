using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Host.Jobs;

/// <summary>Seals new audit entries some seconds after they were written. Of several hosts one does it at a time.</summary>
internal sealed class SealRegularly(SealAudit seal, Databases databases, TimeProvider clock, ILogger<SealRegularly> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(databases.Options.Lease.RenewEvery, clock);
        do
        {
            await SealAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // What could not be sealed is sealed at the next tick.
    private async Task SealAsync(CancellationToken cancellationToken)
    {
        try
        {
            await seal.RunAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "New audit entries could not be sealed. It is tried again in a moment.");
        }
    }
}
