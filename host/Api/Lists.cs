using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Query parameters that every list takes.</summary>
/// <param name="Page">From 1; a page past the end is empty.</param>
/// <param name="PageSize">50 unless given; more than 200 count as 200.</param>
/// <param name="Search">Text that a row must contain.</param>
/// <param name="Sort">What to sort by, with a leading minus for descending.</param>
internal sealed record PageQuery(int? Page, int? PageSize, string? Search, string? Sort)
{
    public PageRequest ToRequest() => new(Page ?? 1, PageSize ?? 50, Search, string.IsNullOrWhiteSpace(Sort) ? null : Sort);

    /// <summary>Why there is no such part of the list; null when there is, be it empty.</summary>
    /// <param name="sorts">What the list can be sorted by.</param>
    public InvalidValue? Refuses(IReadOnlyList<string> sorts) =>
        Page < 1 ? new InvalidValue("page", $"There is no page {Page}: pages count from 1.", "Give 1 or more, or leave page out for the first.")
        : PageSize < 1 ? new InvalidValue("pageSize", $"A page of {PageSize} rows can't be given.", $"Give 1 to {PageRequest.MaxPageSize}, or leave pageSize out for 50.")
        : string.IsNullOrWhiteSpace(Sort) || sorts.Contains(Sort.StartsWith('-') ? Sort[1..] : Sort) ? null
        : sorts.Count == 0 ? new InvalidValue("sort", "This list has one order of its own.", "Leave sort out.")
        : new InvalidValue("sort", $"The list can't be sorted by \"{Sort}\".", $"Use one of: {string.Join(", ", sorts)}; with a leading minus for descending.");
}

/// <summary>Query parameters of short lists: they come whole unless a part is asked for.</summary>
/// <param name="Page">From 1; a page past the end is empty.</param>
/// <param name="PageSize">50 unless given with a page; more than 200 count as 200.</param>
/// <param name="Search">Text that a row must contain.</param>
internal sealed record PartQuery(int? Page, int? PageSize, string? Search)
{
    public InvalidValue? Refuses() => new PageQuery(Page, PageSize, null, null).Refuses([]);

    /// <param name="texts">What of a row the search looks into.</param>
    public Page<T> Of<T>(IReadOnlyList<T> all, Func<T, string?[]> texts)
    {
        var search = new PageRequest(Search: Search);
        var found = string.IsNullOrWhiteSpace(Search) ? all : [.. all.Where(row => search.Finds(texts(row)))];
        if (Page is null && PageSize is null)
            return new Page<T>(found, 1, found.Count, found.Count);

        var request = new PageQuery(Page, PageSize, null, null).ToRequest();
        return new Page<T>([.. found.Skip(request.Offset).Take(request.Size)], request.Page, request.Size, found.Count);
    }

    /// <summary>The part's rows alone, for answers that are none of a list's form.</summary>
    /// <inheritdoc cref="Of{T}"/>
    public IReadOnlyList<T> RowsOf<T>(IReadOnlyList<T> all, Func<T, string?[]> texts) => Of(all, texts).Items;
}

/// <summary>What a list can be sorted by, told by its endpoint.</summary>
internal sealed record ListSorts(IReadOnlyList<string> Names);

/// <summary>Refuses parts of lists that can't be, for all lists alike.</summary>
internal sealed class ListRules : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var sorts = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ListSorts>()?.Names ?? [];
        var refused = context.Arguments.OfType<PageQuery>().FirstOrDefault()?.Refuses(sorts) ?? context.Arguments.OfType<PartQuery>().FirstOrDefault()?.Refuses();
        return refused is { } refusal
            ? ValueTask.FromResult<object?>(refusal.ToProblem())
            : next(context);
    }
}

/// <summary>Lets endpoints say what their list can be sorted by.</summary>
internal static class ListSortsOfEndpoints
{
    public static RouteHandlerBuilder SortedBy(this RouteHandlerBuilder endpoint, IReadOnlyList<string> names) =>
        endpoint.WithMetadata(new ListSorts(names)).WithDescription($"sort: {string.Join(", ", names)}; with a leading minus for descending.");
}
