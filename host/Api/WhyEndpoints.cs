using System.Security.Claims;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Host.Components.Pages.Why;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class WhyEndpoints
{
    public static void MapWhy(this IEndpointRouteBuilder routes) => routes
        .MapGet("/why", AskAsync)
        .WithTags("Why").WithName("AskWhy").WithSummary("Where a device, container or type is by serial number, name or vendor's id, what led there, and the one step that changes it").Produces<WhyResponse>();

    private static async Task<IResult> AskAsync(string? query, ClaimsPrincipal user, AskWhy ask, CancellationToken cancellationToken)
    {
        var result = await ask.RunAsync(user.ToActor(), query, cancellationToken);
        return result.IsOk ? TypedResults.Ok(WhyResponse.From(result.Value)) : result.Refusal.ToProblem();
    }
}

/// <param name="Matches">How many records fit; 0 when none did, and the places are integrations that could have the device.</param>
internal sealed record WhyResponse(string Query, WhyState State, string Message, WhyStepResponse Step, int Matches, IReadOnlyList<WhyPlaceResponse> Places)
{
    public static WhyResponse From(WhyAnswer answer) => new(
        answer.Query, answer.State, answer.Message, WhyStepResponse.From(answer.Step), answer.Matches, [.. answer.Places.Select(WhyPlaceResponse.From)]);
}

/// <param name="Kind">What it is about; the members that are about devices are null for others.</param>
internal sealed record WhyPlaceResponse(
    WhyKind Kind,
    WhyState State,
    string Message,
    WhyStepResponse Step,
    Guid? IntegrationId,
    string? IntegrationName,
    string? Name,
    string? SerialNumber,
    string? ExternalId,
    string? Container,
    CompanyRef? Company,
    string? Type,
    Guid? StagedDeviceId,
    Guid? DeviceId,
    IReadOnlyList<WhyTraceResponse> Trace)
{
    public static WhyPlaceResponse From(WhyPlace place) => new(
        place.Kind,
        place.State,
        place.Message,
        WhyStepResponse.From(place.Step),
        place.IntegrationId,
        place.IntegrationName,
        place.Record?.Name,
        place.Record?.SerialNumber,
        place.Record?.ExternalId,
        place.Record?.Container,
        place.Record?.Company,
        place.Record?.Type,
        place.Record?.StagedDeviceId,
        place.Record?.DeviceId,
        [.. place.Trace.Select(t => new WhyTraceResponse(t.Text, t.At, t.By, WhyLinks.Of(t.Target)))]);
}

/// <param name="Link">The page on which it is done; null where it is not done on a page.</param>
/// <param name="Needs">The permission that it takes.</param>
internal sealed record WhyStepResponse(string Text, string? Link, Permission Needs)
{
    public static WhyStepResponse From(WhyStep step) => new(step.Text, WhyLinks.Of(step.Target), step.Needs);
}

internal sealed record WhyTraceResponse(string Text, DateTimeOffset? At, string? By, string? Link);
