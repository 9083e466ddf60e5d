using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Finds out what content types a call takes that routing left out because of the one that came.</summary>
internal static class TakenTypes
{
    /// <summary>Those of the call at this address; none where there is no call, or one that takes no body.</summary>
    public static IReadOnlyList<string> Of(HttpRequest request) =>
    [
        .. request.HttpContext.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(request.Method, StringComparer.OrdinalIgnoreCase) == true)
            .Where(e => e.Metadata.GetMetadata<IAcceptsMetadata>() is not null && Fits(e.RoutePattern, request.Path))
            .SelectMany(e => e.Metadata.GetMetadata<IAcceptsMetadata>()!.ContentTypes)
            .Distinct(),
    ];

    private static bool Fits(RoutePattern pattern, PathString path)
    {
        RouteValueDictionary values = [];
        return new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values)
            && pattern.Parameters.Where(p => p.ParameterPolicies.Any(r => r.Content == "guid")).All(p => Guid.TryParse(values[p.Name]?.ToString(), out _));
    }
}
