using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>Works out what a request comes to. Reads only.</summary>
internal static class DraftPlan
{
    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, PlanRequest request, CancellationToken cancellationToken)
    {
        Integration? integration = null;
        if (request.IntegrationId is { } wanted)
        {
            var id = new IntegrationId(wanted);
            integration = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
            if (integration is null)
                return new Missing("integration");
        }

        return request.Kind switch
        {
            PlanKind.Import => await DraftImport.RunAsync(db, integration!, request, cancellationToken),
            PlanKind.AutoSync => await DraftAutoSync.RunAsync(db, integration!, request, cancellationToken),
            PlanKind.Map or PlanKind.Unmap => await DraftMapping.RunAsync(db, integration!, request, cancellationToken),
            PlanKind.Retype => await DraftRetype.RunAsync(db, integration!, request, cancellationToken),
            PlanKind.Move => await DraftMove.RunAsync(db, request, cancellationToken),
            _ => await DraftDeletion.RunAsync(db, integration!, request, cancellationToken),
        };
    }
}
