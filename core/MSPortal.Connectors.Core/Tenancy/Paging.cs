using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 200.</param>
/// <param name="Search">Text that a row must contain, in any case; null for all rows.</param>
/// <param name="Sort">Key of the column to sort by, with a leading minus for descending; null for the list's own order.</param>
public sealed record PageRequest(int Page = 1, int PageSize = 50, string? Search = null, string? Sort = null)
{
    /// <summary>Largest page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The search text in lower case for LIKE, its wildcards escaped by backslash; null for all rows.</summary>
    public string? LikePattern => string.IsNullOrWhiteSpace(Search)
        ? null
        : Like(StorableText.Of(Search.Trim()).ToLowerInvariant());

    /// <summary>As <see cref="LikePattern"/>, for columns that keep text as <see cref="Searched"/> makes it; null for all rows.</summary>
    public string? SearchPattern => string.IsNullOrWhiteSpace(Search) ? null : Like(Searched.For(Search));

    /// <summary>What is searched for in columns that keep text as it was written, see <see cref="SearchInQueries"/>; null for all rows.</summary>
    internal SearchText? SearchText => string.IsNullOrWhiteSpace(Search) ? null : Tenancy.SearchText.Of(Search);

    /// <summary>
    /// As <see cref="LikePattern"/>, for columns of JSON, in which the serializer wrote some characters as their numbers: the text as it was
    /// given, and in lower case; null for all rows.
    /// </summary>
    internal (string Given, string Lower)? JsonPatterns => string.IsNullOrWhiteSpace(Search) ? null : (LikeJson(Search.Trim()), LikeJson(Search.Trim().ToLowerInvariant()));

    /// <summary>Whether one of a row's texts holds what is searched for; any does when nothing is.</summary>
    public bool Finds(params ReadOnlySpan<string?> texts)
    {
        if (string.IsNullOrWhiteSpace(Search))
            return true;

        foreach (var text in texts)
        {
            if (Searched.Finds(text, Search))
                return true;
        }

        return false;
    }

    /// <summary>Number of rows before the page.</summary>
    public int Offset => (int)Math.Min((Math.Max(1L, Page) - 1) * Size, int.MaxValue);

    /// <summary>Number of rows of the page.</summary>
    public int Size => Math.Clamp(PageSize, 1, MaxPageSize);

    private static string LikeJson(string text) => Like(JsonSerializer.Serialize(StorableText.Of(text))[1..^1].ToLowerInvariant());

    // Of what no row can hold nothing is left, and nothing is found by it.
    private static string Like(string text) => text.Length == 0 ? "" :
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}

/// <summary>Part of a list.</summary>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    [property: System.Text.Json.Serialization.JsonPropertyName("page")] int PageNumber,
    int PageSize,
    int Total);

internal static class Paging
{
    /// <summary>
    /// A page whose rows are looked up by their keys: a page far from the beginning costs no more than walking the keys before it.
    /// </summary>
    /// <param name="keys">Keys in the list's order.</param>
    /// <param name="counted">As many rows, but cheaper to count: without their order.</param>
    /// <param name="find">Looks up the rows of some keys; a row that is gone meanwhile is left out.</param>
    public static async Task<Page<T>> ToPageAsync<TKey, TCounted, T>(
        this IQueryable<TKey> keys,
        IQueryable<TCounted> counted,
        PageRequest request,
        Func<IReadOnlyList<TKey>, Task<Dictionary<TKey, T>>> find,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        // Where the list ends with the page nobody has to count it: a search that finds little reads the rows once.
        var wanted = await keys.Skip(request.Offset).Take(request.Size + 1).ToListAsync(cancellationToken);
        var isLast = wanted.Count <= request.Size && (wanted.Count > 0 || request.Offset == 0);
        var total = isLast ? request.Offset + wanted.Count : await counted.CountAsync(cancellationToken);
        wanted = [.. wanted.Take(request.Size)];
        var rows = wanted.Count == 0 ? [] : await find(wanted);
        return new Page<T>([.. wanted.Where(rows.ContainsKey).Select(key => rows[key])], Math.Max(1, request.Page), request.Size, total);
    }

    public static async Task<Page<T>> ToPageAsync<T>(this IQueryable<T> rows, PageRequest request, CancellationToken cancellationToken)
    {
        var total = await rows.CountAsync(cancellationToken);
        var items = await rows.Skip(request.Offset).Take(request.Size).ToListAsync(cancellationToken);
        return new Page<T>(items, Math.Max(1, request.Page), request.Size, total);
    }
}
