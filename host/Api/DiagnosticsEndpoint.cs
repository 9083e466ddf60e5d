using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Integrations.Diagnostics;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

/// <summary>The file about an integration for support.</summary>
internal static class DiagnosticsEndpoint
{
    // For people to read before they send it.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void MapDiagnostics(this RouteGroupBuilder integrations) =>
        integrations.MapGet("/{id:guid}/diagnostics", GetAsync).WithName("GetDiagnostics").WithSummary("A file about an integration for support, without names and secrets").Produces<DiagnosticsBundle>();

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, MakeDiagnostics make, CancellationToken cancellationToken)
    {
        var result = await make.RunAsync(user.ToActor(), new IntegrationId(id), cancellationToken);
        return result.IsOk
            ? TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(result.Value.Bundle, Json), "application/json", result.Value.Name)
            : result.Refusal.ToProblem();
    }
}
