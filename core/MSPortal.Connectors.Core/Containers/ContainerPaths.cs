using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>The paths of a few containers, without reading all that an integration has.</summary>
internal static class ContainerPaths
{
    // One more than a path shows: of a deeper one the upper part is left out.
    private const int MostLevels = ContainerTree.MostNames + 1;

    /// <summary>Names from the top down, as <see cref="ContainerTree.PathOf"/> says them. One question for each level that is there.</summary>
    public static async Task<Dictionary<ContainerId, string>> OfAsync(ConnectorsDb db, IReadOnlyCollection<ContainerId> ids, CancellationToken cancellationToken)
    {
        Dictionary<ContainerId, string> paths = [];
        if (ids.Count == 0)
            return paths;

        var own = await db.Containers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        foreach (var group in own.GroupBy(c => c.IntegrationId))
        {
            var tree = new ContainerTree(await WithParentsAsync(db, group.Key, [.. group], cancellationToken));
            foreach (var container in group)
                paths.Add(container.Id, tree.PathOf(container));
        }

        return paths;
    }

    private static async Task<List<Container>> WithParentsAsync(ConnectorsDb db, IntegrationId integration, List<Container> containers, CancellationToken cancellationToken)
    {
        var known = containers.Select(c => c.ExternalId).ToHashSet(StringComparer.Ordinal);
        var last = containers;
        for (var level = 1; level < MostLevels; level++)
        {
            string[] above = [.. last.Select(c => c.ParentExternalId).OfType<string>().Where(id => !known.Contains(id)).Distinct(StringComparer.Ordinal)];
            if (above.Length == 0)
                break;

            last = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == integration && above.Contains(c.ExternalId)).ToListAsync(cancellationToken);
            known.UnionWith(above);
            containers = [.. containers, .. last];
        }

        return containers;
    }
}
