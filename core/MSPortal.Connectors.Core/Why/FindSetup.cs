using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Containers and device types of vendors that a question may be about.</summary>
internal sealed record FoundSetup(IReadOnlyList<Container> Containers, IReadOnlyList<ProviderType> Types)
{
    // Enough to say that there are many.
    private const int Most = 50;

    public int Count => Containers.Count + Types.Count;

    /// <summary>Those that are called so, or have this id or key at the vendor.</summary>
    public static Task<FoundSetup> OfAsync(ConnectorsDb db, string query, CancellationToken cancellationToken)
    {
        var small = query.ToLowerInvariant();
        return ReadAsync(
            db.Containers.Where(c => c.ExternalId == query || c.Name == query || c.Name.ToLower() == small),
            db.ProviderTypes.Where(t => t.Key == query || t.Name == query || t.Name.ToLower() == small),
            cancellationToken);
    }

    /// <summary>Those of which the text is a part of the name.</summary>
    public static Task<FoundSetup> WithAsync(ConnectorsDb db, string query, CancellationToken cancellationToken)
    {
        var text = new PageRequest(Search: query).SearchText!;
        return ReadAsync(
            db.Containers.Where(c => SearchInQueries.Finds(c.Name, text.Wanted, text.Regex)),
            db.ProviderTypes.Where(t => SearchInQueries.Finds(t.Name, text.Wanted, text.Regex)),
            cancellationToken);
    }

    private static async Task<FoundSetup> ReadAsync(IQueryable<Container> containers, IQueryable<ProviderType> types, CancellationToken cancellationToken) => new(
        await containers.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).Take(Most).ToListAsync(cancellationToken),
        await types.AsNoTracking().OrderBy(t => t.Name).ThenBy(t => t.Key).Take(Most).ToListAsync(cancellationToken));
}
