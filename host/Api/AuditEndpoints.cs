using System.Security.Claims;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) => routes
        .MapGet("/audit", ListAsync)
        .WithTags("Audit").WithName("ListAudit").WithSummary("Who changed what, newest first").Produces<Page<AuditView>>();

    private static async Task<IResult> ListAsync([AsParameters] PageQuery page, ClaimsPrincipal user, ListAudit list, CancellationToken cancellationToken) =>
        (await list.RunAsync(user.ToActor(), page.ToRequest(), cancellationToken)).ToOk();
}
