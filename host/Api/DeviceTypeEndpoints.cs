using System.Security.Claims;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class DeviceTypeEndpoints
{
    public static void MapDeviceTypes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/device-types").WithTags("Device types");
        group.MapGet("/", ListAsync).WithName("ListDeviceTypes").WithSummary("List the tenant's device types").Produces<Page<DeviceTypeView>>().SortedBy(ListDeviceTypes.Sorts);
        group.MapPost("/", CreateAsync).WithName("CreateDeviceType").WithSummary("Add a device type").Produces<DeviceTypeView>(201);
        group.MapPatch("/{id:guid}", RenameAsync).WithName("RenameDeviceType").WithSummary("Rename a device type").Produces(204);
        group.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteDeviceType").WithSummary("Delete a device type that nothing uses").Produces(204);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery page, ClaimsPrincipal user, ListDeviceTypes list, CancellationToken cancellationToken) =>
        TypedResults.Ok(await list.RunAsync(user.ToActor(), page.ToRequest(), cancellationToken));

    private static async Task<IResult> CreateAsync(NameRequest request, ClaimsPrincipal user, CreateDeviceType create, CancellationToken cancellationToken)
    {
        var result = await create.RunAsync(user.ToActor(), request.Name, cancellationToken);
        return result.IsOk ? TypedResults.Created($"/api/v1/device-types/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> RenameAsync(Guid id, NameRequest request, ClaimsPrincipal user, RenameDeviceType rename, CancellationToken cancellationToken) =>
        (await rename.RunAsync(user.ToActor(), new DeviceTypeId(id), request.Name, cancellationToken)).ToNoContent();

    private static async Task<IResult> DeleteAsync(Guid id, ClaimsPrincipal user, DeleteDeviceType delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(user.ToActor(), new DeviceTypeId(id), cancellationToken)).ToNoContent();
}
