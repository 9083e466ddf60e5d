using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>A row of a run's books.</summary>
/// <param name="Title">Name of the type, or of the container with those around it.</param>
/// <param name="Second">The vendor's id of it, where the name is not the whole story; null when there is nothing to add.</param>
internal sealed record BooksRow(string Title, string? Second, SyncCounters Counters)
{
    /// <summary>The columns, in the order of the counters above them.</summary>
    public static readonly IReadOnlyList<(string Label, Func<SyncCounters, int> Count)> Columns =
    [
        ("Received", c => c.Received),
        ("New", c => c.Created),
        ("Updated", c => c.Updated),
        ("Unchanged", c => c.Unchanged),
        ("Held", c => c.Held),
        ("Ignored", c => c.Ignored),
        ("Rejected", c => c.Rejected),
        ("Unmapped", c => c.Unmapped),
    ];

    public static BooksRow From(ContainerBooks books, ContainerWords words) =>
        new(books.Path ?? (books.ExternalId is null ? $"In no {words.SmallOne}" : $"Unknown {words.SmallOne}"), books.ExternalId, books);

    public static BooksRow From(TypeBooks books) =>
        new(books.Name ?? books.Key ?? "Unknown type", books.Name is null || books.Name == books.Key ? null : books.Key, books);

    /// <summary>Whether the text is part of the name or the id, as searches compare it.</summary>
    public bool Fits(string? search) => new PageRequest(Search: search).Finds(Title, Second);
}
