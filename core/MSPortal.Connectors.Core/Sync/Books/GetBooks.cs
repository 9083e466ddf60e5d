using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync.Books;

/// <summary>The books of a run: what became of the records of each container and of each provider device type.</summary>
/// <param name="Balanced">Whether as many records came as are accounted for, in all, by container and by type.</param>
/// <param name="Kept">Whether there are books: not for runs that read containers only, nor for some runs of earlier versions.</param>
/// <param name="Problems">What does not balance, as sentences; empty when all does.</param>
/// <param name="ByContainer">Those in which most changed come first.</param>
/// <param name="ByType">Those in which most changed come first.</param>
public sealed record RunBooksView(
    bool Balanced,
    bool Kept,
    IReadOnlyList<string> Problems,
    IReadOnlyList<ContainerBooks> ByContainer,
    IReadOnlyList<TypeBooks> ByType);

/// <summary>What became of the devices of a container.</summary>
public sealed record ContainerBooks : SyncCounters
{
    internal ContainerBooks(SyncCounters counters)
        : base(counters)
    {
    }

    /// <summary>The container; null for devices in none, or in one that is not known.</summary>
    public Guid? ContainerId { get; init; }

    /// <summary>The vendor's id of it; null for devices in none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its name now; null when it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>Its name with those of the containers around it, from the top; null when it is not known.</summary>
    public string? Path { get; init; }
}

/// <summary>What became of the devices of a provider device type.</summary>
public sealed record TypeBooks : SyncCounters
{
    internal TypeBooks(SyncCounters counters)
        : base(counters)
    {
    }

    /// <summary>The connector's key of it; null for records whose type could not be read.</summary>
    public string? Key { get; init; }

    /// <summary>The vendor's name of it; null when it is not known, for example because no mapped container has any.</summary>
    public string? Name { get; init; }
}

/// <summary>Reads the books of a run, also of one that is at work or ended badly.</summary>
public sealed class GetBooks(Databases databases)
{
    public async Task<Result<RunBooksView>> RunAsync(Actor actor, IntegrationId integration, SyncRunId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var run = await db.SyncRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.IntegrationId == integration, cancellationToken);
        if (run is null)
            return new Missing("sync run");

        var stored = run.Scope == SyncScope.Containers ? null : await StoredBooks.LoadAsync(db, id, cancellationToken);
        var problems = BooksCheck.Problems(stored, run);
        var books = stored?.Best ?? new RunBooks();

        var known = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration).ToListAsync(cancellationToken);
        var tree = new ContainerTree(known);
        var containers = known.ToDictionary(c => c.ExternalId, StringComparer.Ordinal);
        var types = await db.ProviderTypes.AsNoTracking().Where(t => t.IntegrationId == integration)
            .ToDictionaryAsync(t => t.Key, t => t.Name, StringComparer.Ordinal, cancellationToken);
        return new RunBooksView(
            problems.Count == 0,
            stored?.Best is not null,
            problems,
            [.. books.By(p => p.Container)
                .Select(g => BooksOf(g.Key, g.Value, containers.GetValueOrDefault(g.Key), tree))
                .OrderByDescending(c => c.Changed)
                .ThenBy(c => c.Path ?? c.ExternalId, StringComparer.OrdinalIgnoreCase)
                .ThenBy(c => c.ExternalId, StringComparer.Ordinal)],
            [.. books.By(p => p.Type)
                .OrderByDescending(g => g.Value.Changed)
                .ThenBy(g => types.GetValueOrDefault(g.Key) ?? g.Key, StringComparer.OrdinalIgnoreCase)
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new TypeBooks(g.Value) { Key = Given(g.Key), Name = types.GetValueOrDefault(g.Key) })]);
    }

    private static ContainerBooks BooksOf(string externalId, SyncCounters counters, Container? container, ContainerTree tree) => new(counters)
    {
        ContainerId = container?.Id.Value,
        ExternalId = Given(externalId),
        Name = container?.Name,
        Path = container is null ? null : tree.PathOf(container),
    };

    private static string? Given(string key) => key.Length == 0 ? null : key;
}
