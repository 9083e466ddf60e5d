using System.Security.Claims;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/devices").WithTags("Devices");
        group.MapGet("/", ListAsync).WithName("ListDevices").WithSummary("List the inventory").Produces<Page<DeviceRow>>();
        group.MapGet("/{id:guid}", GetAsync).WithName("GetDevice").WithSummary("A device with all its readings").Produces<DeviceDetail>();
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] DeviceQuery query,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        ListDevices list,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await list.RunAsync(
            user.ToActor(),
            new DeviceFilter(query.CompanyId, query.DeviceTypeId, query.OsName, query.Online),
            page.ToRequest(),
            cancellationToken));

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, GetDevice get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new DeviceId(id), cancellationToken)).ToOk();
}

internal sealed record DeviceQuery(Guid? CompanyId, Guid? DeviceTypeId, string? OsName, bool? Online);
