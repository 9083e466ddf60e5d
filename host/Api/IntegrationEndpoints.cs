using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class IntegrationEndpoints
{
    public static void MapIntegrations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/integrations").WithTags("Integrations");
        group.MapPost("/test", TestAsync).WithName("TestConnection").WithSummary("Try settings and secrets without saving them").Produces<ConnectionTest>();
        group.MapPost("/", CreateAsync).WithName("CreateIntegration").WithSummary("Save an integration and start its first sync").Produces<IntegrationView>(201);
        group.MapGet("/", ListAsync).WithName("ListIntegrations").WithSummary("List integrations").Produces<Page<IntegrationView>>().SortedBy(["name"]);
        group.MapGet("/{id:guid}", GetAsync).WithName("GetIntegration").WithSummary("Get one integration").Produces<IntegrationView>();
        group.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeIntegration").WithSummary("Change name or schedule, pause").Produces<IntegrationView>();
        group.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteIntegration").WithSummary("Delete an integration, keep or remove its devices").Produces<IntegrationDeleted>();
        group.MapPost("/{id:guid}/credentials", ReplaceAsync).WithName("ReplaceCredentials").WithSummary("Give an integration new secrets").Produces<ConnectionTest>();
        group.MapDiagnostics();
    }

    private static async Task<IResult> TestAsync(ConnectionRequest request, ClaimsPrincipal user, TestConnection test, CancellationToken cancellationToken)
    {
        var result = await test.RunAsync(user.ToActor(), request.ConnectorId, request.Settings, request.Secrets, cancellationToken);
        return result.ToOk();
    }

    private static async Task<IResult> CreateAsync(IntegrationRequest request, ClaimsPrincipal user, CreateIntegration create, CancellationToken cancellationToken)
    {
        var result = await create.RunAsync(user.ToActor(), request.ConnectorId, request.Name, request.Settings, request.Secrets, cancellationToken);
        return result.IsOk ? TypedResults.Created($"/api/v1/integrations/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery page, ClaimsPrincipal user, ListIntegrations list, CancellationToken cancellationToken)
    {
        var request = page.ToRequest();
        var all = await list.RunAsync(user.ToActor(), cancellationToken);
        IntegrationView[] found = [.. all.Where(i => request.Finds(i.Name))];
        if (request.Sort == "-name")
            Array.Reverse(found);
        return TypedResults.Ok(new Page<IntegrationView>([.. found.Skip(request.Offset).Take(request.Size)], Math.Max(1, request.Page), request.Size, found.Length));
    }

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, GetIntegration get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new IntegrationId(id), cancellationToken)).ToOk();

    private static async Task<IResult> ChangeAsync(Guid id, IntegrationPatch patch, ClaimsPrincipal user, ChangeIntegration change, CancellationToken cancellationToken)
    {
        var wanted = new IntegrationChange(
            patch.Name,
            patch.ContainersCron ?? patch.Schedule?.ContainersCron,
            patch.DevicesCron ?? patch.Schedule?.DevicesCron,
            patch.Paused ?? patch.Schedule?.Paused) { OnMove = patch.OnMove };
        if (patch.MissingLimit.ValueKind == JsonValueKind.Null)
            wanted = wanted with { ClearsMissingLimit = true };
        else if (patch.MissingLimit.ValueKind == JsonValueKind.Number && patch.MissingLimit.TryGetInt32(out var limit))
            wanted = wanted with { MissingLimit = limit };
        else if (patch.MissingLimit.ValueKind != JsonValueKind.Undefined)
            return new InvalidValue("missingLimit", "The limit must be a whole number, or null for the product's own rule.").ToProblem();

        return (await change.RunAsync(user.ToActor(), new IntegrationId(id), wanted, cancellationToken)).ToOk();
    }

    private static async Task<IResult> DeleteAsync(Guid id, string? devices, ClaimsPrincipal user, DeleteIntegration delete, CancellationToken cancellationToken)
    {
        if (devices is not (null or "keep" or "remove"))
            return new InvalidValue("devices", $"\"{devices}\" is neither keep nor remove.").ToProblem();

        return (await delete.RunAsync(user.ToActor(), new IntegrationId(id), devices == "remove", cancellationToken)).ToOk();
    }

    private static async Task<IResult> ReplaceAsync(Guid id, CredentialsRequest request, ClaimsPrincipal user, ReplaceCredentials replace, CancellationToken cancellationToken) =>
        (await replace.RunAsync(user.ToActor(), new IntegrationId(id), request.Secrets, request.ConfirmAccount ?? false, cancellationToken)).ToOk();
}

/// <param name="Name">Not looked at: only what connects is tried.</param>
internal sealed record ConnectionRequest(
    [property: Required] string? ConnectorId,
    string? Name,
    Dictionary<string, string?>? Settings,
    Dictionary<string, string?>? Secrets);

internal sealed record IntegrationRequest(
    [property: Required] string? ConnectorId,
    [property: Required] string? Name,
    Dictionary<string, string?>? Settings,
    Dictionary<string, string?>? Secrets);

/// <param name="OnMove">What happens to imported devices whose container belongs to another company: hold, follow or stay.</param>
/// <param name="MissingLimit">How many devices may go missing at once; null for the product's own rule; left out, it stays.</param>
internal sealed record IntegrationPatch(string? Name, string? ContainersCron, string? DevicesCron, bool? Paused, SchedulePatch? Schedule, JsonElement MissingLimit, MoveChoice? OnMove);

internal sealed record SchedulePatch(string? ContainersCron, string? DevicesCron, bool? Paused);

internal sealed record CredentialsRequest([property: Required] Dictionary<string, string?>? Secrets, bool? ConfirmAccount);
