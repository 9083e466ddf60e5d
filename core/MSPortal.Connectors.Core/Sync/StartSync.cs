using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Starts a run, or joins one that will do the same.</summary>
public sealed class StartSync(Databases databases, IJobQueue jobs, TimeProvider clock)
{
    // Mappings come in bursts; one run a moment later serves them all.
    private static readonly TimeSpan MappingSettles = TimeSpan.FromSeconds(1);

    /// <returns>The run that will see everything as it stands now: a new one, one that waits already, or the one at work.</returns>
    public async Task<Result<SyncRunView>> RunAsync(
        Actor actor,
        IntegrationId integrationId,
        SyncScope scope,
        SyncTrigger trigger,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        // Another request may queue a run between our look and our insert: the index refuses the second, and we join.
        while (true)
        {
            db.ChangeTracker.Clear();
            var integration = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == integrationId, cancellationToken);
            if (integration is null)
                return new Missing("integration");

            var open = await db.SyncRuns
                .Where(r => r.IntegrationId == integrationId && (r.State == SyncState.Queued || r.State == SyncState.Running))
                .ToListAsync(cancellationToken);

            if (open.Find(r => r.State == SyncState.Running) is { } running && Covers(running, scope, integration))
                return SyncRunView.From(running);

            // A person is told when to come back; what nobody waits for is done when the vendor may be asked again.
            var now = clock.GetUtcNow();
            var wait = await VendorWait.OfAsync(db, integration, now, cancellationToken);
            if (wait is not null && trigger == SyncTrigger.Manual)
                return new VendorAskedToWait(wait.Until, wait.Reason);

            var delay = wait is not null ? wait.Until - now : trigger == SyncTrigger.Mapping ? MappingSettles : TimeSpan.Zero;
            if (open.Find(r => r.State == SyncState.Queued) is { } queued)
            {
                if (await WidenAsync(db, queued, scope, now + delay, cancellationToken))
                {
                    if (queued.DueAt > now + delay)
                        jobs.WakeSync(actor.Tenant, queued.Id, delay);
                    return SyncRunView.From(queued);
                }

                continue;
            }

            var run = new SyncRun
            {
                TenantId = actor.Tenant,
                Id = EntityId.New<SyncRunId>(clock),
                IntegrationId = integrationId,
                Scope = scope,
                Trigger = trigger,
                RequestedBy = actor.Name,
                QueuedAt = now,
                DueAt = now + delay,
            };
            db.SyncRuns.Add(run);
            if (trigger == SyncTrigger.Manual)
                db.Record(actor, clock, "sync.started", new AuditSubject("integration", integrationId.Value, integration.Name), after: new { scope });

            if (await db.TrySaveAsync(cancellationToken))
            {
                jobs.WakeSync(actor.Tenant, run.Id, delay);
                return SyncRunView.From(run);
            }
        }
    }

    private static bool Covers(SyncRun running, SyncScope scope, Integration integration)
    {
        var sameScope = running.Scope == scope || running.Scope == SyncScope.All;
        var seesMappings = scope == SyncScope.Containers || running.MappingVersion is null || running.MappingVersion == integration.MappingVersion;
        return sameScope && seesMappings && !running.IsCancelRequested;
    }

    // It may have been planned for the end of a wait that is over, for example because there are new credentials.
    private static async Task<bool> WidenAsync(ConnectorsDb db, SyncRun queued, SyncScope scope, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var isWideEnough = queued.Scope == scope || queued.Scope == SyncScope.All;
        if (isWideEnough && queued.DueAt <= due)
            return true;

        // False when a worker has taken the run in the meantime. What is wide enough is left alone: another may widen it just now.
        var waiting = db.SyncRuns.Where(r => r.Id == queued.Id && r.State == SyncState.Queued);
        var widened = isWideEnough
            ? await waiting.ExecuteUpdateAsync(r => r.SetProperty(x => x.DueAt, x => x.DueAt < due ? x.DueAt : due), cancellationToken)
            : await waiting.ExecuteUpdateAsync(
                r => r.SetProperty(x => x.Scope, SyncScope.All).SetProperty(x => x.DueAt, x => x.DueAt < due ? x.DueAt : due),
                cancellationToken);
        queued.Scope = isWideEnough ? queued.Scope : SyncScope.All;
        return widened == 1;
    }
}
