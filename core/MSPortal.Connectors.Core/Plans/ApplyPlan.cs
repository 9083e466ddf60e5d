using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Plans.Work;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>
/// Has a plan applied in the background, exactly as it stands and without the rows that were unticked; or taken up again where
/// it broke off. Refuses when what it was based on has changed.
/// </summary>
public sealed class ApplyPlan(Databases databases, StartSync startSync, IJobQueue jobs, TimeProvider clock)
{
    private const int RowsAtOnce = 1_000;

    /// <param name="excluded">Ids of the rows to leave out beside those that are unticked. Not looked at when a plan that broke off is taken up again.</param>
    public Task<Result<PlanView>> RunAsync(Actor actor, PlanId id, IReadOnlyCollection<Guid> excluded, CancellationToken cancellationToken) =>
        RunAsync(actor, id, excluded, null, cancellationToken);

    /// <param name="excluded">Ids of the rows to leave out beside those that are unticked. Not looked at when a plan that broke off is taken up again.</param>
    /// <param name="revision">Refuses when rows were ticked or unticked since the plan was at this; null to take it as it is.</param>
    public async Task<Result<PlanView>> RunAsync(Actor actor, PlanId id, IReadOnlyCollection<Guid> excluded, int? revision, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await PlanWork.LockAsync(db, id, cancellationToken) is not { } plan)
            return new Missing("plan");

        var request = PlanRequest.Read(plan.Parameters);
        if (actor.Lacks(request.Permission) is { } notAllowed)
            return notAllowed;
        if (plan is { State: PlanState.Failed, IsUndo: false, RowsRemovedAt: null })
            return await ResumeAsync(db, transaction, plan, cancellationToken);
        if (plan.State != PlanState.Ready)
            return new PlanApplied(plan.Title);
        if (revision is { } seen && seen != plan.Revision)
            return new PlanChoiceChanged();
        if (plan.RowsRemovedAt is not null)
            return new PlanStale((await PlanBase.WhyStaleAsync(db, plan, request, cancellationToken))!);
        var rows = await db.PlanItems.CountAsync(i => i.PlanId == id, cancellationToken);
        if (excluded.Any(e => PlanItem.NumberOf(id, e) is not { } number || number > rows))
            return new InvalidValue("excluded", "One of the ids names no row of this plan.", "Take the ids from the plan's items.");

        await PlanWork.TakeTurnsAsync(db, plan, null, cancellationToken);
        if (await PlanBase.WhatChangedAsync(db, plan, request, cancellationToken) is { } what)
            return new PlanStale(what);

        await ExcludeAsync(db, plan, [.. excluded.Select(e => PlanItem.NumberOf(id, e)!.Value).Distinct()], cancellationToken);
        (plan.State, plan.AppliedBy, plan.AppliedThrough, plan.AppliedAt) = (PlanState.Applying, actor.Name, actor.Through, clock.GetUtcNow());
        var needsDevices = await PlanSettings.ApplyAsync(db, actor, plan, request, clock, cancellationToken);
        if (!needsDevices.IsOk)
            return needsDevices.Refusal;

        db.Record(actor, clock, "plan.applied", PlanWork.Subject(plan), after: new { plan.Kind, plan.Title, rows = plan.Total, plan.Excluded });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.WakePlan(actor.Tenant, id);
        if (needsDevices.Value)
            await startSync.RunAsync(actor, plan.IntegrationId!.Value, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return PlanView.From(plan);
    }

    private async Task<Result<PlanView>> ResumeAsync(
        ConnectorsDb db,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        Plan plan,
        CancellationToken cancellationToken)
    {
        PlanWork.TakeUp(plan, PlanState.Applying);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.WakePlan(plan.TenantId, plan.Id);
        return PlanView.From(plan);
    }

    private static async Task ExcludeAsync(ConnectorsDb db, Plan plan, int[] numbers, CancellationToken cancellationToken)
    {
        var items = db.PlanItems.Where(i => i.PlanId == plan.Id);
        var found = 0;
        foreach (var some in numbers.Chunk(RowsAtOnce))
            found += await items.Where(i => some.Contains(i.Number)).ExecuteUpdateAsync(i => i.SetProperty(x => x.Outcome, PlanOutcome.Excluded), cancellationToken);
        if (found != numbers.Length)
            throw new InvalidOperationException("Rows of a plan are missing.");

        await items.Where(i => i.Outcome == PlanOutcome.Planned && (i.Change == PlannedChange.Hold || i.Change == PlannedChange.Skip))
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.Outcome, PlanOutcome.Unchanged), cancellationToken);
        await UntickedRows.CountAsync(db, plan, cancellationToken);
        plan.Total = await items.CountAsync(i => i.Outcome == PlanOutcome.Planned, cancellationToken);
    }
}
