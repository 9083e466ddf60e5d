using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Makes a plan once more for what an earlier one was asked for, as things stand now. All rows are ticked; the earlier one stays.</summary>
public sealed class RemakePlan(Databases databases, MakePlan make)
{
    public async Task<Result<PlanView>> RunAsync(Actor actor, PlanId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var parameters = await db.Plans.Where(p => p.Id == id).Select(p => p.Parameters).SingleOrDefaultAsync(cancellationToken);
        return parameters is null ? new Missing("plan") : await make.RunAsync(actor, PlanRequest.Read(parameters), cancellationToken);
    }
}
