using System.Collections;
using System.Text.Json;
using MSPortal.Connectors.Core.Companies;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>A container with what its place in the tree says about it.</summary>
internal sealed record ContainerRow(Container Container, string Path, CompanyRef? Company, Container Decider)
{
    public bool IsSkipped => Decider.IsSkipped;

    /// <summary>How sure its own mapping is; null when a person made it, or it has none.</summary>
    public double? Confidence => Container.OwnCompanyId is null ? null : Container.Confidence;

    public bool Fits(ContainerFilter filter) => filter switch
    {
        ContainerFilter.Mapped => Company is not null,
        ContainerFilter.Unmapped => Company is null && !IsSkipped,
        ContainerFilter.Skipped => IsSkipped,
        ContainerFilter.Conflicts => Container.Question is not null,
        _ => true,
    };
}

/// <summary>The containers of an integration as rows of a list.</summary>
internal sealed class ContainerRows : IEnumerable<ContainerRow>
{
    private readonly List<ContainerRow> _rows;
    private readonly ContainerTree _tree;
    private readonly Lookup<ContainerId, Container> _children;

    public ContainerRows(List<Container> containers, Dictionary<CompanyId, CompanyRef> companies)
    {
        _tree = new ContainerTree(containers);
        _children = (Lookup<ContainerId, Container>)containers.Where(c => c.NotSeenSince is null && _tree.ParentOf(c) is not null).ToLookup(c => _tree.ParentOf(c)!.Id);
        var byId = containers.ToDictionary(c => c.Id);
        _rows = containers.ConvertAll(c => new ContainerRow(
            c,
            _tree.PathOf(c),
            c.CompanyId is { } company ? companies.GetValueOrDefault(company) : null,
            c.InheritedFromId is { } from ? byId.GetValueOrDefault(from, c) : c));
    }

    public IEnumerator<ContainerRow> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether it is inside one of these.</summary>
    public bool IsInside(ContainerRow row, IReadOnlySet<Guid>? closed) =>
        closed is { Count: > 0 } && _tree.Upwards(row.Container).Skip(1).Any(c => closed.Contains(c.Id.Value));

    /// <summary>Sorts it right below what it is inside of, whatever the names are: two on one level may have the same.</summary>
    public string PlaceOf(ContainerRow row) =>
        string.Concat(_tree.Upwards(row.Container).Reverse().Select(c => $"{c.Name.ToUpperInvariant()}\u0001{c.Id.Value:N}\u0000"));

    public ContainerView View(ContainerRow row)
    {
        var (c, decider) = (row.Container, row.Decider);
        var inheritedFrom = decider.Id == c.Id ? null : decider.Name;
        return new ContainerView(
            c.Id.Value,
            c.ExternalId,
            c.Name,
            row.Path,
            _tree.ParentOf(c)?.Id.Value,
            c.DeviceCount,
            row.Company,
            row.Confidence,
            row.Company is null ? null : inheritedFrom is null ? c.Method : MappingMethod.Inherited,
            row.Company is null ? [] : inheritedFrom is not null ? [$"Inherited from {_tree.PathOf(decider)}"] : Sentences(c.Evidence),
            c.DecidedBy,
            c.DecidedAt,
            c.NotSeenSince,
            inheritedFrom,
            row.IsSkipped,
            c.OwnCompanyId is not null,
            MappingQuestion.From(c.Question),
            _tree.Upwards(c).Count() - 1,
            _children[c.Id].Count());
    }

    private static string[] Sentences(string? evidence) => evidence is null ? [] : JsonSerializer.Deserialize<string[]>(evidence) ?? [];
}
