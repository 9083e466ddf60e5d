namespace MSPortal.Connectors.Core.Containers;

/// <summary>The containers of an integration as a tree. A parent that is not there, or a loop, makes a container one at the top.</summary>
internal sealed class ContainerTree
{
    /// <summary>Names shown of a path; of a deeper one the upper part is left out.</summary>
    public const int MostNames = 20;

    private readonly Dictionary<string, Container> _byExternalId;
    private readonly Dictionary<ContainerId, Container?> _parents = [];

    public ContainerTree(IReadOnlyList<Container> containers)
    {
        _byExternalId = containers.ToDictionary(c => c.ExternalId, StringComparer.Ordinal);

        // A loop is cut at each of its members, so that the outcome does not depend on where one starts.
        var loops = Loops();
        foreach (var container in containers)
            _parents[container.Id] = loops.Contains(container.Id) ? null : Above(container);
    }

    public IEnumerable<Container> All => _byExternalId.Values;

    /// <summary>The container around it; null at the top.</summary>
    public Container? ParentOf(Container container) => _parents[container.Id];

    /// <summary>Names from the top down to the container.</summary>
    public string PathOf(Container container)
    {
        List<string> names = [];
        foreach (var current in Upwards(container))
        {
            if (names.Count == MostNames)
            {
                names.Add("\u2026");
                break;
            }

            names.Add(current.Name);
        }

        names.Reverse();
        return string.Join(" / ", names);
    }

    /// <summary>The container, the one around it, and so on to the top.</summary>
    public IEnumerable<Container> Upwards(Container container)
    {
        for (var current = container; current is not null; current = _parents[current.Id])
            yield return current;
    }

    /// <summary>The container and all around it; empty for null or one that is not there.</summary>
    public HashSet<ContainerId> FromTop(ContainerId? id) =>
        id is { } wanted && _byExternalId.Values.FirstOrDefault(c => c.Id == wanted) is { } container
            ? [.. Upwards(container).Select(c => c.Id)]
            : [];

    /// <summary>All that are inside it, however deep.</summary>
    public IReadOnlyList<Container> Inside(Container container) =>
        [.. _byExternalId.Values.Where(c => c.Id != container.Id && Upwards(c).Any(above => above.Id == container.Id))];

    // Each container is walked through once: a way that meets itself has found a loop, one that meets an older way has not.
    private HashSet<ContainerId> Loops()
    {
        var walks = new Dictionary<ContainerId, int>();
        var loops = new HashSet<ContainerId>();
        var walk = 0;
        foreach (var start in _byExternalId.Values)
        {
            walk++;
            var current = start;
            while (current is not null && walks.TryAdd(current.Id, walk))
                current = Above(current);

            if (current is null || walks[current.Id] != walk)
                continue;
            for (var member = current; loops.Add(member.Id); member = Above(member)!)
            {
                // Goes round once.
            }
        }

        return loops;
    }

    private Container? Above(Container container) =>
        container.ParentExternalId is { } id && id != container.ExternalId ? _byExternalId.GetValueOrDefault(id) : null;
}
