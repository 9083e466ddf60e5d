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
        : $"%{StorableText.Of(Search.Trim()).ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    /// <summary>Number of rows before the page.</summary>
    public int Offset => (int)Math.Min((Math.Max(1L, Page) - 1) * Size, int.MaxValue);

    /// <summary>Number of rows of the page.</summary>
    public int Size => Math.Clamp(PageSize, 1, MaxPageSize);
}

/// <summary>Part of a list.</summary>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    [property: System.Text.Json.Serialization.JsonPropertyName("page")] int PageNumber,
    int PageSize,
    int Total);

internal static class Paging
{
    public static Task<Page<T>> ToPageAsync<T>(this IQueryable<T> rows, PageRequest request, CancellationToken cancellationToken) =>
        rows.ToPageAsync(rows, request, cancellationToken);

    /// <param name="counted">As many rows, but cheaper to count: without what is only looked up for each of them.</param>
    public static async Task<Page<T>> ToPageAsync<T, TCounted>(this IQueryable<T> rows, IQueryable<TCounted> counted, PageRequest request, CancellationToken cancellationToken)
    {
        var total = await counted.CountAsync(cancellationToken);
        var items = await rows.Skip(request.Offset).Take(request.Size).ToListAsync(cancellationToken);
        return new Page<T>(items, Math.Max(1, request.Page), request.Size, total);
    }
}
