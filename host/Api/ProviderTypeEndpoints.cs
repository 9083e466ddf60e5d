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
        return result.IsOk ? TypedResults.Ok(part.Of(result.Value)) : result.Refusal.ToProblem();
    }

    // A property that is left out leaves things as they are; deviceTypeId null takes the mapping away.
    private static async Task<IResult> ChangeAsync(Guid id, string key, JsonElement body, ClaimsPrincipal user, ChangeProviderType change, CancellationToken cancellationToken)
    {
        ProviderTypeRequest? request;
        try
        {
            request = body.ValueKind == JsonValueKind.Object ? body.Deserialize<ProviderTypeRequest>(JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            request = null;
        }

        if (request is null)
            return new InvalidValue("body", "Expected an object with deviceTypeId (an id or null), autoSync and ignored (true or false).").ToProblem();

        var unmap = request.DeviceTypeId is null && body.TryGetProperty("deviceTypeId", out _);
        var wanted = new ProviderTypeChange(request.DeviceTypeId, unmap, request.AutoSync, request.Ignored);
        return (await change.RunAsync(user.ToActor(), new IntegrationId(id), key, wanted, cancellationToken)).ToOk();
    }

    private static async Task<IResult> QuickMatchAsync(Guid id, ClaimsPrincipal user, QuickMatchProviderTypes match, CancellationToken cancellationToken) =>
        (await match.RunAsync(user.ToActor(), new IntegrationId(id), cancellationToken)).ToOk();

    private static async Task<IResult> QuickCreateAsync(Guid id, ClaimsPrincipal user, QuickCreateDeviceTypes create, CancellationToken cancellationToken) =>
        (await create.RunAsync(user.ToActor(), new IntegrationId(id), cancellationToken)).ToOk();
}

internal sealed record ProviderTypeRequest(Guid? DeviceTypeId, bool? AutoSync, bool? Ignored);
