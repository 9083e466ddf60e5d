using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Executes a run from its taking to its end. Called by jobs; called twice or late it changes nothing.</summary>
public sealed class RunSync(
    Databases databases,
    VendorConnections vendors,
    IntegrationAnswers answers,
    StartSync startSync,
    IJobQueue jobs,
    TimeProvider clock,
    ILogger<RunSync> log)
{
    public async Task RunAsync(TenantId tenant, SyncRunId id, CancellationToken cancellationToken)
    {
        using var span = Trace.StartRun();
        await using var lease = await RunLease.TryTakeAsync(databases, clock, tenant, id, log, cancellationToken);
        if (lease is null)
            return;

        using var scope = log.BeginScope(new Dictionary<string, object> { ["Run"] = id.Value, ["Integration"] = lease.Run.IntegrationId.Value });
        var (isLeft, isBroken) = (false, false);
        try
        {
            var (ending, progress) = await EndingOfAsync(lease, () => isBroken = true);
            isLeft = ending is null;
            if (ending is null)
                return;

            // Before its end: whoever takes over a run that broke off here asks for the devices again, and joins.
            if (ending.NeedsDevices)
                await startSync.RunAsync(Actor.System(tenant), lease.Run.IntegrationId, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
            await new FinishRun(databases, jobs, clock, log).RunAsync(lease, ending, progress, cancellationToken);
        }
        finally
        {
            // What broke off is taken up by whoever looks for work that is due, in a moment: at once it might only break off again.
            if ((isLeft || cancellationToken.IsCancellationRequested) && await lease.GiveBackAsync() && !isBroken)
                jobs.WakeSync(tenant, id, TimeSpan.Zero);
        }
    }

    /// <returns>How the run ended; null when it is not ours to end. And how far it came; null when it did not begin.</returns>
    private async Task<(RunEnding? Ending, RunProgress? Progress)> EndingOfAsync(RunLease lease, Action breaking)
    {
        RunProgress? progress = null;
        try
        {
            var (connectorId, given) = await answers.ReadAsync(lease.Run.TenantId, lease.Run.IntegrationId, lease.Token);
            var vendor = vendors.Open(connectorId, given, isInteractive: false);
            if (vendor is null)
                return (RunEnding.ConnectorMissing(connectorId), progress);

            progress = new RunProgress(databases, lease, vendor, clock);
            return (await ReadAsync(progress, lease.Token), progress);
        }
        catch (LeaseLostException)
        {
            log.LogWarning("Another worker has taken run {Run} over; this one stops.", lease.Run.Id.Value);
            return (null, progress);
        }
        catch (OperationCanceledException) when (lease.Token.IsCancellationRequested)
        {
            // When the host stops, the run stays as it is, and another host takes it up.
            return (lease.IsCancelled ? RunEnding.Cancelled : null, progress);
        }
        catch (Exception e) when (e.BrokeOff() && lease.Run.Attempt < LeaseTimes.MostAttempts)
        {
            log.LogWarning(e, "Run {Run} broke off: the database went away, or the host stood still for longer than its lease. It goes on after its last page.", lease.Run.Id.Value);
            breaking();
            return (null, progress);
        }
        catch (ConnectorException e)
        {
            // That a vendor is out of reach was said when that began.
            log.Log(e is VendorUnavailableException ? LogLevel.Information : LogLevel.Warning, "Run {Run} failed: {Code}. {Message}", lease.Run.Id.Value, e.Code, e.Message);
            return (RunEnding.From(e, clock.GetUtcNow()), progress);
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} failed.", lease.Run.Id.Value);
            return (RunEnding.From(e), progress);
        }
    }

    private static async Task<RunEnding> ReadAsync(RunProgress run, CancellationToken cancellationToken)
    {
        await run.ResumeAsync(cancellationToken);
        var sources = run.Vendor.Connection.Sources;
        List<SourceVerdict> verdicts = [];
        if (run.Run.Scope is not SyncScope.Devices && sources.FirstOrDefault(s => s.Kind == RecordKind.Container) is { } containers)
            verdicts.Add(run.Log.Containers is { } read ? Resume(run, read) : await SyncContainers.RunAsync(run, containers, cancellationToken));

        if (run.Run.Scope is not SyncScope.Containers)
        {
            verdicts.Add(run.Log.Settled?.Verdict ?? await SyncDevices.RunAsync(run, [.. sources.Where(s => s.Kind == RecordKind.Device)], cancellationToken));
            await AutoImport.RunAsync(run, cancellationToken);
        }

        return RunEnding.From(verdicts) with { NeedsDevices = run.NeedsDevices && run.Run.Scope == SyncScope.Containers };
    }

    private static SourceVerdict Resume(RunProgress run, StageEnd read)
    {
        run.NeedsDevices = read.NeedsDevices;
        return read.Verdict;
    }
}
