using System.Security.Claims;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/audit").WithTags("Audit");
        group.MapGet("/", ListAsync).WithName("ListAudit").WithSummary("Who changed what, and what was refused, newest first; format=csv or jsonl for a file of all").Produces<Page<AuditView>>().SortedBy(ListAudit.Sorts);
        group.MapGet("/verify", VerifyAsync).WithName("VerifyAudit").WithSummary("Whether entries were changed, removed, inserted or put into another order").Produces<AuditCheck>();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery page, [AsParameters] AuditQuery query, string? format, ClaimsPrincipal user, ListAudit list, ExportAudit export, TimeProvider clock, CancellationToken cancellationToken)
    {
        var filter = query.ToFilter(page.Search);
        if (!filter.IsOk)
            return filter.Refusal.ToProblem();

        switch (format)
        {
            case null or "json":
                return (await list.RunAsync(user.ToActor(), filter.Value, page.ToRequest(), cancellationToken)).ToOk();
            case "csv" or "jsonl":
                var result = await export.RunAsync(user.ToActor(), filter.Value, cancellationToken);
                return !result.IsOk ? result.Refusal.ToProblem() : format == "csv" ? AuditFiles.Csv(result.Value, clock) : AuditFiles.JsonLines(result.Value, clock);
            default:
                return new InvalidValue("format", $"\"{format}\" is none of json, csv and jsonl.").ToProblem();
        }
    }

    private static async Task<IResult> VerifyAsync(ClaimsPrincipal user, VerifyAudit verify, CancellationToken cancellationToken) =>
        (await verify.RunAsync(user.ToActor(), cancellationToken)).ToOk();
}
