using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Plans.Work;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>
/// Has an applied plan taken back in the background; or taken up again where the undo broke off. What people changed since
/// stays, and is listed.
/// </summary>
public sealed class UndoPlan(Databases databases, StartSync startSync, IJobQueue jobs, TimeProvider clock)
{
    public async Task<Result<PlanView>> RunAsync(Actor actor, PlanId id, CancellationToken cancellationToken)
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
        if (Refuses(plan) is { } impossible)
            return impossible;

        var needsDevices = false;
        if (plan is { State: PlanState.Failed, IsUndo: true })
        {
            PlanWork.TakeUp(plan, PlanState.Undoing);
        }
        else
        {
            await PlanWork.TakeTurnsAsync(db, plan, null, cancellationToken);
            PlanWork.TakeUp(plan, PlanState.Undoing);
            (plan.IsUndo, plan.Position, plan.UndoneBy, plan.UndoneAt) = (true, 0, actor.Name, clock.GetUtcNow());
            var undone = await PlanSettings.UndoAsync(db, actor, plan, clock, cancellationToken);
            if (!undone.IsOk)
                return undone.Refusal;

            needsDevices = undone.Value;
            db.Record(actor, clock, "plan.undone", PlanWork.Subject(plan), new { plan.Kind, plan.Title, rows = plan.Applied });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.WakePlan(actor.Tenant, id);
        if (needsDevices)
            await startSync.RunAsync(actor, plan.IntegrationId!.Value, SyncScope.Devices, SyncTrigger.Mapping, cancellationToken);
        return PlanView.From(plan);
    }

    private static Refusal? Refuses(Plan plan) => plan.State switch
    {
        PlanState.Undone or PlanState.Undoing => new PlanUndone(plan.Title),
        PlanState.Ready => new PlanNotApplied(plan.Title, IsAtWork: false),
        PlanState.Applying => new PlanNotApplied(plan.Title, IsAtWork: true),
        _ when plan.WhyNotUndoable is { } why => new PlanNotUndoable(why),
        _ => null,
    };
}
