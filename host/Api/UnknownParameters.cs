using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>
/// Refuses query parameters that a call does not take: left out silently, a misspelt filter would be no filter, and a script
/// would act on all devices.
/// </summary>
internal sealed class UnknownParameters(QueryParameters parameters) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var taken = parameters.Of(context.HttpContext.GetEndpoint());
        var unknown = context.HttpContext.Request.Query.Keys.FirstOrDefault(key => !taken.Contains(key, StringComparer.OrdinalIgnoreCase));
        return unknown is null ? next(context) : ValueTask.FromResult<object?>(new UnknownParameter(unknown, taken).ToProblem());
    }
}

/// <summary>The query parameters of all calls, as the API's own description has them.</summary>
internal sealed class QueryParameters(IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly Lazy<Dictionary<string, string[]>> _byCall = new(() => descriptions.ApiDescriptionGroups.Items
        .SelectMany(g => g.Items)
        .Select(d => (Name: d.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName, Description: d))
        .Where(d => d.Name is not null)
        .ToDictionary(d => d.Name!, d => Names(d.Description)));

    /// <summary>Those that a call takes; none of a call that has no name.</summary>
    public IReadOnlyList<string> Of(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>() is { } name && _byCall.Value.TryGetValue(name.EndpointName, out var names) ? names : [];

    private static string[] Names(ApiDescription description) =>
        [.. description.ParameterDescriptions.Where(p => p.Source == BindingSource.Query).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];
}

/// <summary>A call does not take a query parameter.</summary>
internal sealed record UnknownParameter(string Name, IReadOnlyList<string> Taken) : Refusal(
    RefusalKind.Invalid,
    "unknown_parameter",
    $"{Name.ShortTo(MostShown)}: This call takes no such parameter. Nothing was done, because without it the call could mean another thing.",
    Taken.Count == 0 ? "Leave it out: this call takes none." : $"Correct it or leave it out. This call takes: {string.Join(", ", Taken.LikestFirst(Name))}.")
{
    private const int MostShown = 100;
}
