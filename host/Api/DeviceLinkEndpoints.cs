using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Host.Api;

internal static class DeviceLinkEndpoints
{
    public static void MapDeviceLinks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/devices/{id:guid}/links").WithTags("Device links");
        group.MapGet("/", ListAsync).WithName("ListDeviceLinks").WithSummary("The source records of a device").Produces<Page<LinkView>>();
        group.MapPost("/", JoinAsync).WithName("JoinDevices").WithSummary("Join a record, or the records of another device, to a device").Produces<Page<LinkView>>();
        group.MapDelete("/{linkId:guid}", SplitAsync).WithName("SplitDevice").WithSummary("Make a record a device of its own again").Produces<SplitView>();

        var order = routes.MapGroup("/source-order").WithTags("Source order");
        order.MapGet("/", GetOrderAsync).WithName("GetSourceOrder").WithSummary("Which integration goes before which").Produces<SourceOrderView>();
        order.MapPut("/", ChangeOrderAsync).WithName("ChangeSourceOrder").WithSummary("Change which integration goes before which").Produces<SourceOrderView>();
    }

    private static async Task<IResult> ListAsync(Guid id, [AsParameters] PartQuery part, ClaimsPrincipal user, ListDeviceLinks list, CancellationToken cancellationToken) =>
        ToPage(await list.RunAsync(user.ToActor(), new DeviceId(id), cancellationToken), part);

    private static async Task<IResult> JoinAsync(Guid id, JoinLinksRequest request, ClaimsPrincipal user, JoinDevices join, CancellationToken cancellationToken) =>
        ToPage(await join.RunAsync(user.ToActor(), new DeviceId(id), new JoinRequest(request.StagedDeviceId, request.DeviceId, request.ConfirmCompany ?? false), cancellationToken), new PartQuery(null, null, null));

    private static async Task<IResult> SplitAsync(Guid id, Guid linkId, ClaimsPrincipal user, SplitDevice split, CancellationToken cancellationToken) =>
        (await split.RunAsync(user.ToActor(), new DeviceId(id), linkId, cancellationToken)).ToOk();

    private static async Task<IResult> GetOrderAsync(ClaimsPrincipal user, GetSourceOrder get, CancellationToken cancellationToken) =>
        TypedResults.Ok(await get.RunAsync(user.ToActor(), cancellationToken));

    private static async Task<IResult> ChangeOrderAsync(SourceOrderRequest request, ClaimsPrincipal user, ChangeSourceOrder change, CancellationToken cancellationToken)
    {
        if (request.Sections is null || request.Sections.Any(s => s?.Integrations is null))
            return new InvalidValue("sections", "Give a list of sections, each with its key and a list of integrations.").ToProblem();

        return (await change.RunAsync(user.ToActor(), [.. request.Sections.Select(s => new WantedOrder(s!.Key, s.Integrations!))], cancellationToken)).ToOk();
    }

    private static IResult ToPage(Result<LinksOfDevice> result, PartQuery part) =>
        result.IsOk ? TypedResults.Ok(part.Of(result.Value.Links, l => [l.Name, l.SerialNumber, l.ExternalId, l.IntegrationName])) : result.Refusal.ToProblem();
}

/// <param name="StagedDeviceId">A record, which moves here from its own device if it has one.</param>
/// <param name="DeviceId">A device, all records of which move here.</param>
/// <param name="ConfirmCompany">Whether that may be of another company.</param>
internal sealed record JoinLinksRequest(Guid? StagedDeviceId, Guid? DeviceId, bool? ConfirmCompany);

/// <param name="Sections">Sections that are not named keep their order.</param>
internal sealed record SourceOrderRequest([property: Required] IReadOnlyList<SectionOrderRequest?>? Sections);

/// <param name="Integrations">The first goes first; none for the default: the oldest link first.</param>
internal sealed record SectionOrderRequest([property: Required] FactSection Key, [property: Required] IReadOnlyList<Guid>? Integrations);
