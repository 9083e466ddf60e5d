using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>
/// Looks for work that is due: scheduled syncs, runs, imports and plans that nobody took, and those whose worker has died.
/// Called at start and every few seconds; any number of hosts may call it at once.
/// </summary>
public sealed class WakeDueWork(Databases databases, StartSync startSync, IJobQueue jobs, TimeProvider clock, ILogger<WakeDueWork> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        var now = clock.GetUtcNow();

        var due = await db.Integrations.AsNoTracking()
            .Where(i => !i.IsPaused && (i.NextContainersAt <= now || i.NextDevicesAt <= now))
            .ToListAsync(cancellationToken);
        foreach (var integration in due)
            await StartDueAsync(db, integration, now, cancellationToken);

        var runs = await db.SyncRuns.AsNoTracking()
            .Where(r => (r.State == SyncState.Queued && r.DueAt <= now) || (r.State == SyncState.Running && r.LeaseUntil < now))
            .Select(r => new { r.TenantId, r.Id })
            .ToListAsync(cancellationToken);
        foreach (var run in runs)
            jobs.WakeSync(run.TenantId, run.Id, TimeSpan.Zero);

        var imports = await db.Imports.AsNoTracking()
            .Where(i => i.State == ImportState.Queued || (i.State == ImportState.Running && i.LeaseUntil < now))
            .Select(i => new { i.TenantId, i.Id })
            .ToListAsync(cancellationToken);
        foreach (var import in imports)
            jobs.WakeImport(import.TenantId, import.Id);

        var naming = await db.DisplayNameRules.AsNoTracking().Where(r => r.IsPending).Select(r => r.TenantId).ToListAsync(cancellationToken);
        foreach (var tenant in naming)
            jobs.WakeNaming(tenant);
        var refills = await db.SourceRefills.AsNoTracking().Where(r => r.LeaseUntil == null || r.LeaseUntil < now).Select(r => r.TenantId).ToListAsync(cancellationToken);
        foreach (var tenant in refills)
            jobs.WakeRefill(tenant);
        var plans = await db.Plans.AsNoTracking()
            .Where(p => (p.State == PlanState.Applying || p.State == PlanState.Undoing) && (p.LeaseUntil == null || p.LeaseUntil < now))
            .Select(p => new { p.TenantId, p.Id })
            .ToListAsync(cancellationToken);
        foreach (var plan in plans)
            jobs.WakePlan(plan.TenantId, plan.Id);
        Meters.LookedAtQueue(runs.Count, imports.Count);
    }

    /// <summary>For a host that is alone on its database: what was at work when the last host ended can be taken up at once.</summary>
    public async Task TakeUpAtOnceAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        var past = DateTimeOffset.UnixEpoch;
        await db.SyncRuns.Where(r => r.State == SyncState.Running).ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, past), cancellationToken);
        await db.Imports.Where(i => i.State == ImportState.Running).ExecuteUpdateAsync(i => i.SetProperty(x => x.LeaseUntil, past), cancellationToken);
        await db.Plans.Where(p => p.State == PlanState.Applying || p.State == PlanState.Undoing).ExecuteUpdateAsync(p => p.SetProperty(x => x.LeaseUntil, past), cancellationToken);
        await db.SourceRefills.ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, past), cancellationToken);
        await RunAsync(cancellationToken);
    }

    private async Task StartDueAsync(ConnectorsDb db, Integration integration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var containers = integration.NextContainersAt <= now;
        var devices = integration.NextDevicesAt <= now;
        var nextContainers = containers ? Schedule.Next(integration.ContainersCron, now) : integration.NextContainersAt;
        var nextDevices = devices ? Schedule.Next(integration.DevicesCron, now) : integration.NextDevicesAt;

        // Of several hosts that look at the same moment, the one that moves the plan on starts the run.
        var moved = await db.Integrations
            .Where(i => i.TenantId == integration.TenantId && i.Id == integration.Id
                && i.NextContainersAt == integration.NextContainersAt && i.NextDevicesAt == integration.NextDevicesAt)
            .ExecuteUpdateAsync(
                i => i.SetProperty(x => x.NextContainersAt, nextContainers).SetProperty(x => x.NextDevicesAt, nextDevices),
                cancellationToken);
        if (moved == 0)
            return;

        // What the vendor asked us to wait for is waited for; the next time is planned already.
        if (await VendorWait.OfAsync(db, integration, now, cancellationToken) is { } wait)
        {
            log.LogInformation("The scheduled sync of integration {Integration} is left out: the vendor asked to wait until {Until}.", integration.Id.Value, wait.Until);
            return;
        }

        var scope = containers && devices ? SyncScope.All : containers ? SyncScope.Containers : SyncScope.Devices;
        await startSync.RunAsync(Actor.System(integration.TenantId), integration.Id, scope, SyncTrigger.Schedule, cancellationToken);
    }
}
