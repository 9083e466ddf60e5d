using System.Security.Claims;
using System.Text.Json;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class ProviderTypeEndpoints
{
    public static void MapProviderTypes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/integrations/{id:guid}/device-types").WithTags("Device type mappings");
        group.MapGet("/", ListAsync).WithName("ListProviderTypes").WithSummary("List the vendor's device types").Produces<Page<ProviderTypeView>>();
        group.MapPut("/{key}", ChangeAsync).WithName("ChangeProviderType").WithSummary("Map a type, switch Auto-Sync and Ignore").Produces<ProviderTypeView>();
        group.MapPost("/quick-match", QuickMatchAsync).WithName("QuickMatchProviderTypes").WithSummary("Map types to device types of similar names").Produces<ProviderTypesMapped>();
        group.MapPost("/quick-create", QuickCreateAsync).WithName("QuickCreateDeviceTypes").WithSummary("Make the missing device types and map them").Produces<ProviderTypesMapped>();
    }

    private static async Task<IResult> ListAsync(Guid id, [AsParameters] PartQuery part, ClaimsPrincipal user, ListProviderTypes list, CancellationToken cancellationToken)
    {
        var result = await list.RunAsync(user.ToActor(), new IntegrationId(id), cancellationToken);
        return result.IsOk ? TypedResults.Ok(part.Of(result.Value, t => [t.Key, t.Name, t.DeviceType?.Name])) : result.Refusal.ToProblem();
    }

    // A property that is left out leaves things as they are; deviceTypeId null takes the mapping away.
    private static async Task<IResult> ChangeAsync(Guid id, string key, ProviderTypeRequest request, ClaimsPrincipal user, ChangeProviderType change, CancellationToken cancellationToken)
    {
        Guid? deviceType = null;
        if (request.DeviceTypeId.ValueKind == JsonValueKind.String && request.DeviceTypeId.TryGetGuid(out var given))
            deviceType = given;
        else if (request.DeviceTypeId.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            return new InvalidValue("deviceTypeId", "It is no id of a device type.", "Give the id of a device type, null to take the mapping away, or leave it out.").ToProblem();

        var wanted = new ProviderTypeChange(deviceType, request.DeviceTypeId.ValueKind == JsonValueKind.Null, request.AutoSync, request.Ignored);
        return (await change.RunAsync(user.ToActor(), new IntegrationId(id), key, wanted, cancellationToken)).ToOk();
    }

    private static async Task<IResult> QuickMatchAsync(Guid id, TypeMatchRequest? request, ClaimsPrincipal user, QuickMatchProviderTypes match, CancellationToken cancellationToken) =>
        (await match.RunAsync(user.ToActor(), new IntegrationId(id), request?.Apply ?? true, cancellationToken)).ToOk();

    private static async Task<IResult> QuickCreateAsync(Guid id, ClaimsPrincipal user, QuickCreateDeviceTypes create, CancellationToken cancellationToken) =>
        (await create.RunAsync(user.ToActor(), new IntegrationId(id), cancellationToken)).ToOk();
}

/// <summary>What is left out stays.</summary>
/// <param name="DeviceTypeId">An id; null takes the mapping away.</param>
internal sealed record ProviderTypeRequest(JsonElement DeviceTypeId, bool? AutoSync, bool? Ignored);

/// <param name="Apply">False changes nothing and answers what would be mapped; left out, it is true.</param>
internal sealed record TypeMatchRequest(bool? Apply);
