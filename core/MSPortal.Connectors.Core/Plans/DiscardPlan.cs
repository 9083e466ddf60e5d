using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Throws away a plan that was never applied. One that was stays, to tell who did what.</summary>
public sealed class DiscardPlan(Databases databases)
{
    public async Task<Result<Done>> RunAsync(Actor actor, PlanId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        if (await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } plan)
            return new Missing("plan");
        if (actor.Lacks(PlanRequest.Read(plan.Parameters).Permission) is { } notAllowed)
            return notAllowed;

        return await db.Plans.Where(p => p.Id == id && p.State == PlanState.Ready).ExecuteDeleteAsync(cancellationToken) == 0
            ? new PlanApplied(plan.Title)
            : new Done();
    }
}
