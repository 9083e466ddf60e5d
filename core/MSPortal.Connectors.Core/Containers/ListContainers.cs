using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>Which containers are wanted.</summary>
public enum ContainerFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those with a company, their own or inherited.</summary>
    Mapped,

    /// <summary>Those without one, unless that is what somebody wants.</summary>
    Unmapped,

    /// <summary>Those that are never to be mapped.</summary>
    Skipped,

    /// <summary>Those with an open question.</summary>
    Conflicts,
}

/// <summary>A container for people and programs.</summary>
/// <param name="Company">The company that its devices belong to; null for none.</param>
/// <param name="InheritedFrom">Name of the container above that decides; null when it decides itself or nothing does.</param>
/// <param name="IsSkipped">Never map, said of it or of the container above that decides.</param>
/// <param name="Depth">How many containers are around it.</param>
/// <param name="HasOwnMapping">Whether a company was chosen for this very container.</param>
/// <param name="Children">How many containers are directly inside it.</param>
public sealed record ContainerView(
    Guid Id,
    string ExternalId,
    string Name,
    string Path,
    Guid? ParentId,
    int? DeviceCount,
    CompanyRef? Company,
    double? Confidence,
    MappingMethod? Method,
    IReadOnlyList<string> Evidence,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? NotSeenSince,
    string? InheritedFrom,
    bool IsSkipped,
    bool HasOwnMapping,
    MappingQuestion? Question,
    int Depth,
    int Children);

/// <summary>Containers, with the counts of each filter.</summary>
public sealed record ContainerList(Page<ContainerView> Page, int All, int Mapped, int Unmapped, int Skipped, int Conflicts)
{
    /// <summary>The container that the clients are inside of; null when they are at the top.</summary>
    public ContainerView? Root { get; init; }
}

/// <summary>Lists the containers of an integration by their place in the tree.</summary>
public sealed class ListContainers(Databases databases)
{
    /// <param name="closed">Containers whose inside is left out, as a tree on a screen does; null shows all.</param>
    public async Task<Result<ContainerList>> RunAsync(
        Actor actor,
        IntegrationId integration,
        ContainerFilter filter,
        PageRequest request,
        CancellationToken cancellationToken,
        IReadOnlySet<Guid>? closed = null)
    {
        await using var db = databases.Open(actor.Tenant);
        var root = await db.Integrations.Where(i => i.Id == integration).Select(i => new { i.RootContainerId }).SingleOrDefaultAsync(cancellationToken);
        if (root is null)
            return new Missing("integration");

        // A path needs the whole tree, which is small beside the devices. Companies after it: a container's company can't go before it.
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration).ToListAsync(cancellationToken);
        var ids = containers.Select(c => c.CompanyId).OfType<CompanyId>().Distinct().ToArray();
        var companies = await db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => new CompanyRef(c.Id.Value, c.Name), cancellationToken);
        var rows = new ContainerRows(containers, companies);

        // One that is gone at the vendor stays listed only while it is mapped.
        var listed = rows.Where(r => (r.Container.NotSeenSince is null || r.Container.CompanyId is not null) && Matches(r, request.Search)).ToList();
        var chosen = Sort(listed.Where(r => r.Fits(filter) && !rows.IsInside(r, closed)), request.Sort, rows).ToList();
        var page = new Page<ContainerView>([.. chosen.Skip(request.Offset).Take(request.Size).Select(rows.View)], Math.Max(1, request.Page), request.Size, chosen.Count);
        int Count(ContainerFilter wanted) => listed.Count(r => r.Fits(wanted));
        return new ContainerList(
            page, listed.Count, Count(ContainerFilter.Mapped), Count(ContainerFilter.Unmapped), Count(ContainerFilter.Skipped), Count(ContainerFilter.Conflicts))
        {
            Root = rows.Where(r => r.Container.Id == root.RootContainerId).Select(rows.View).FirstOrDefault(),
        };
    }

    private static bool Matches(ContainerRow row, string? search) =>
        string.IsNullOrWhiteSpace(search)
        || Searched.Finds(row.Path, search)
        || row.Container.ExternalId == search.Trim()
        || Searched.Finds(row.Company?.Name, search);

    /// <summary>What it can be sorted by; a name counts with its path.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["path", "name", "tree", "deviceCount", "confidence", "company"];

    private static IEnumerable<ContainerRow> Sort(IEnumerable<ContainerRow> rows, string? sort, ContainerRows all) => sort switch
    {
        "tree" => rows.OrderBy(all.PlaceOf, StringComparer.Ordinal),
        "-tree" => rows.OrderByDescending(all.PlaceOf, StringComparer.Ordinal),
        "deviceCount" => ByPath(rows.OrderBy(r => r.Container.DeviceCount)),
        "-deviceCount" => ByPath(rows.OrderByDescending(r => r.Container.DeviceCount)),
        "confidence" => ByPath(rows.OrderBy(r => r.Confidence ?? 2)),
        "-confidence" => ByPath(rows.OrderByDescending(r => r.Confidence ?? -1)),
        "company" => ByPath(rows.OrderBy(r => r.Company is null).ThenBy(r => r.Company?.Name, StringComparer.OrdinalIgnoreCase)),
        "-company" => ByPath(rows.OrderByDescending(r => r.Company?.Name, StringComparer.OrdinalIgnoreCase)),
        "-path" or "-name" => rows.OrderByDescending(r => r.Path, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Container.Id.Value),
        _ => rows.OrderBy(r => r.Path, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Container.Id.Value),
    };

    private static IOrderedEnumerable<ContainerRow> ByPath(IOrderedEnumerable<ContainerRow> rows) =>
        rows.ThenBy(r => r.Path, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Container.Id.Value);
}
