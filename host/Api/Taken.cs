using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Finds out what is taken at an address where routing found no call: other methods, or other content types than what came.</summary>
internal static class Taken
{
    /// <summary>Content types of the call at this address; none where there is no call, or one that takes no body.</summary>
    public static IReadOnlyList<string> Types(HttpRequest request) =>
    [
        .. Calls(request)
            .Where(e => MethodsOf(e).Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            .SelectMany(e => e.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [])
            .Distinct(),
    ];

    /// <summary>Methods that this address takes; none where there is nothing.</summary>
    public static IReadOnlyList<string> Methods(HttpRequest request) => [.. Calls(request).SelectMany(MethodsOf).Distinct().Order(StringComparer.Ordinal)];

    // The fallback of the API, which fits all, names no methods; and pages, of which one fits all too, are none of it.
    private static IEnumerable<RouteEndpoint> Calls(HttpRequest request) =>
        request.HttpContext.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith(ApiServices.Root, StringComparison.Ordinal) == true && MethodsOf(e).Count > 0 && Fits(e.RoutePattern, request.Path));

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static bool Fits(RoutePattern pattern, PathString path)
    {
        RouteValueDictionary values = [];
        return new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values)
            && pattern.Parameters.Where(p => p.ParameterPolicies.Any(r => r.Content == "guid")).All(p => Guid.TryParse(values[p.Name]?.ToString(), out _));
    }
}
