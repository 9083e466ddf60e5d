namespace MSPortal.Connectors.Host.Api;

/// <summary>What is asked about the host itself.</summary>
internal static class AboutEndpoint
{
    public static void MapAbout(this IEndpointRouteBuilder routes) => routes
        .MapGet("/about", (HostSettings settings) => TypedResults.Ok(new AboutResponse(settings.Support?.Text, settings.Support?.Link)))
        .WithTags("About").WithName("GetAbout").WithSummary("Where to ask for help");
}

/// <summary>About this installation.</summary>
/// <param name="SupportAddress">Where its operator is asked for help: an e-mail address, or a page without its https://; null when none is set.</param>
/// <param name="SupportLink">The same to be opened: a mailto: or https: address; null when none is set.</param>
internal sealed record AboutResponse(string? SupportAddress, string? SupportLink);
