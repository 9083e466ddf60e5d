using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Plans.Work;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Applies or undoes a plan in batches, each one transaction. Called by jobs; called twice or late it changes nothing.</summary>
public sealed class RunPlan(Databases databases, IJobQueue jobs, TimeProvider clock, ILogger<RunPlan> log)
{
    // Renewed with each batch. One that takes longer is safe all the same: its transaction holds the row until it ends.
    private readonly TimeSpan _lease = databases.Options.Lease.Length;

    public async Task RunAsync(TenantId tenant, PlanId id, CancellationToken cancellationToken)
    {
        if (await TakeAsync(tenant, id, cancellationToken) is not { } plan)
            return;

        try
        {
            while (await NextBatchAsync(plan, cancellationToken))
            {
                // Goes on until nothing is left.
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (await GiveBackAsync(plan))
                jobs.WakePlan(tenant, id);
        }
        catch (Exception e) when (e.BrokeOff() && plan.Attempt < LeaseTimes.MostAttempts)
        {
            log.LogWarning(e, "Plan {Plan} broke off: the database went away, or the host stood still for longer than its lease. It goes on after its last batch.", id.Value);

            // Whoever looks for work that is due takes it up, in a moment: at once it might only break off again.
            await GiveBackAsync(plan);
        }
        catch (Exception e)
        {
            log.LogError(e, "Plan {Plan} broke off.", id.Value);
            var what = plan.IsUndo ? "undone" : "applied";
            await FailAsync(plan, $"It broke off because {DiskFull.Why(e)}. What was {what} before stays so; have it {what} again to go on.", cancellationToken);
        }
    }

    private async Task<Plan?> TakeAsync(TenantId tenant, PlanId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + _lease;
        await using var db = databases.Open(tenant);

        // Read under the lock of the change: read later, the row could show the attempt of somebody who took it over since.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await db.Plans
            .Where(p => p.Id == id && (p.State == PlanState.Applying || p.State == PlanState.Undoing) && (p.LeaseUntil == null || p.LeaseUntil < now))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Attempt, x => x.Attempt + 1).SetProperty(x => x.LeaseUntil, until), cancellationToken);
        if (taken == 0)
            return null;

        var plan = await db.Plans.AsNoTracking().SingleAsync(p => p.Id == id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return plan;
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> NextBatchAsync(Plan taken, CancellationToken cancellationToken)
    {
        using var span = Trace.Start("plan.write");
        await using var db = databases.Open(taken.TenantId);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var items = await NextRows(db, taken).Take(ImportBatch.Size).ToListAsync(cancellationToken);
        await PlanWork.TakeTurnsAsync(db, taken, [.. items.Select(i => i.DeviceId).OfType<Inventory.DeviceId>()], cancellationToken);

        // Renewing proves that the plan is still ours, and keeps others from taking it over before the batch is saved.
        var until = clock.GetUtcNow() + _lease;
        if (await Mine(db, taken).ExecuteUpdateAsync(p => p.SetProperty(x => x.LeaseUntil, until), cancellationToken) == 0)
            return false;

        var plan = await Mine(db, taken).SingleAsync(cancellationToken);
        if (plan.IsUndo)
            await UndoRows.RunAsync(db, plan, items, clock, cancellationToken);
        else if (plan.Kind is not PlanKind.DeleteIntegration)
            await ApplyRows.RunAsync(db, plan, items, clock, cancellationToken);

        plan.Position = taken.Position = items.Count > 0 ? items[^1].Number : plan.Position;
        var isLast = items.Count < ImportBatch.Size || plan is { IsUndo: false, Kind: PlanKind.DeleteIntegration };
        if (isLast)
            await EndAsync(db, plan, cancellationToken);

        await db.SaveChangesAsync(cancellationToken);
        await MovesBrake.EaseAsync(db, plan.IntegrationId, [.. items.Select(i => i.DeviceId).OfType<Inventory.DeviceId>()], cancellationToken);
        await transaction.CommitAsync("plan.commit", cancellationToken);
        if (plan.Applied == ImportBatch.Size)
            await FreshTables.AnalyzeAsync(db, cancellationToken);
        return !isLast;
    }

    private async Task EndAsync(ConnectorsDb db, Plan plan, CancellationToken cancellationToken)
    {
        if (!plan.IsUndo)
        {
            var actor = new Actor(plan.TenantId, plan.AppliedBy!, Role.Owner, plan.AppliedThrough!.Value);
            if (plan.Kind is PlanKind.DeleteIntegration)
                await DeletePlanned.RunAsync(db, actor, plan, clock, cancellationToken);
            else
                await PlanSettings.FinishAsync(db, actor, plan, PlanRequest.Read(plan.Parameters), clock, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (!plan.IsUndo)
            plan.Done = JsonSerializer.Serialize(await DoneAsync(db, plan, cancellationToken));
        (plan.State, plan.FinishedAt, plan.LeaseUntil) = (plan.IsUndo ? PlanState.Undone : PlanState.Applied, clock.GetUtcNow(), null);
    }

    // What a sync had done already counts as done too.
    private static async Task<PlanTotals> DoneAsync(ConnectorsDb db, Plan plan, CancellationToken cancellationToken)
    {
        var counts = await db.PlanItems
            .Where(i => i.PlanId == plan.Id && (i.Outcome == PlanOutcome.Applied || i.Outcome == PlanOutcome.Unchanged) && i.Change != PlannedChange.Hold && i.Change != PlannedChange.Skip)
            .GroupBy(i => i.Change).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        int Count(PlannedChange change) => counts.GetValueOrDefault(change);
        return new PlanTotals(Count(PlannedChange.Create), Count(PlannedChange.Update), Count(PlannedChange.Move), Count(PlannedChange.Retire));
    }

    private static IQueryable<PlanItem> NextRows(ConnectorsDb db, Plan plan)
    {
        var items = db.PlanItems.Where(i => i.PlanId == plan.Id && i.Number > plan.Position);
        items = plan.IsUndo
            ? items.Where(i => i.Outcome == PlanOutcome.Applied || ((i.Outcome == PlanOutcome.Excluded || i.Outcome == PlanOutcome.Unchanged) && i.Before != null))
            : items.Where(i => i.Outcome == PlanOutcome.Planned);
        return items.OrderBy(i => i.Number);
    }

    private async Task FailAsync(Plan taken, string message, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(taken.TenantId);
        var now = clock.GetUtcNow();
        await Mine(db, taken).ExecuteUpdateAsync(
            p => p.SetProperty(x => x.State, PlanState.Failed).SetProperty(x => x.ErrorMessage, message).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>When the host stops: another need not wait until the lease has run out.</summary>
    private async Task<bool> GiveBackAsync(Plan taken)
    {
        try
        {
            await using var db = databases.Open(taken.TenantId);
            return await Mine(db, taken).ExecuteUpdateAsync(p => p.SetProperty(x => x.LeaseUntil, DateTimeOffset.UnixEpoch), CancellationToken.None) > 0;
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            log.LogWarning(e, "The lease of plan {Plan} could not be given back. It runs out by itself.", taken.Id.Value);
            return false;
        }
    }

    private static IQueryable<Plan> Mine(ConnectorsDb db, Plan taken) =>
        db.Plans.Where(p => p.Id == taken.Id && p.Attempt == taken.Attempt && (p.State == PlanState.Applying || p.State == PlanState.Undoing));
}
