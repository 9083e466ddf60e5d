using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>
/// Works out which company each container belongs to. The nearest decision counts: its own, else that of the closest
/// container above with one. The root for clients and what is above it pass nothing down.
/// </summary>
internal static class EffectiveMappings
{
    /// <summary>Brings the effective company of all containers of an integration up to date.</summary>
    /// <returns>Those whose company changed, with the company they had.</returns>
    public static IReadOnlyList<CompanyChange> Settle(IReadOnlyList<Container> containers, ContainerId? root)
    {
        var tree = new ContainerTree(containers);
        var above = tree.FromTop(root);
        var ways = new Dictionary<ContainerId, Way>(containers.Count);
        List<CompanyChange> changes = [];
        foreach (var container in containers)
        {
            var way = Find(container, tree, above, ways);
            var company = way.Source is { IsSkipped: false } source ? source.OwnCompanyId : null;
            if (container.CompanyId != company)
            {
                changes.Add(new CompanyChange(container, container.CompanyId));
                container.CompanyId = company;
            }

            container.InheritedFromId = way.Source is { } from && from.Id != container.Id ? from.Id : null;
            container.HoldsNewDevices = company is not null && way.IsQuestioned;
        }

        return changes;
    }

    /// <summary>Takes the devices of containers that have no company any more out of staging, unless they are imported.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> EmptyStagingAsync(this IReadOnlyList<CompanyChange> changes, ConnectorsDb db, CancellationToken cancellationToken)
    {
        ContainerId?[] lost = [.. changes.Where(c => c.Container.CompanyId is null).Select(c => (ContainerId?)c.Container.Id)];
        return lost.Length == 0 ? 0 : await LeftOutRecords.TakeAwayAsync(
            db,
            db.StagedDevices.Where(d => lost.Contains(d.ContainerId) && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id)),
            cancellationToken);
    }

    /// <summary>Whether something was decided about this very container.</summary>
    public static bool HasDecision(this Container container) => container.OwnCompanyId is not null || container.IsSkipped;

    // Upwards without recursion: a vendor's tree may be as deep as it has containers.
    private static Way Find(Container container, ContainerTree tree, HashSet<ContainerId> above, Dictionary<ContainerId, Way> ways)
    {
        var path = new Stack<Container>();
        Way? way = null;
        for (var current = container; current is not null; current = tree.ParentOf(current))
        {
            if (ways.TryGetValue(current.Id, out way))
                break;
            path.Push(current);
        }

        while (path.TryPop(out var current))
        {
            var parent = tree.ParentOf(current);
            var inherited = parent is null || above.Contains(parent.Id) ? null : way;
            var source = current.HasDecision() ? current : inherited?.Source;
            var isQuestioned = current.Question is not null || (!current.HasDecision() && inherited is { IsQuestioned: true });
            way = new Way(source, isQuestioned);
            ways[current.Id] = way;
        }

        return way!;
    }

    private sealed record Way(Container? Source, bool IsQuestioned);
}

/// <summary>A container that belongs to another company than before, or to none, or to one for the first time.</summary>
internal sealed record CompanyChange(Container Container, CompanyId? Before);
