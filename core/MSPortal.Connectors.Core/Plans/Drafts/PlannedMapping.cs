using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>Which containers a plan decides about, and what it decides.</summary>
internal static class PlannedMapping
{
    /// <summary>The containers that are decided about: those that were named; or, where all inside inherits, those inside that have a mapping or a question of their own.</summary>
    public static Result<List<Container>> Choose(PlanRequest request, IReadOnlyList<Container> containers, ContainerId? root)
    {
        var wanted = request.ContainerIds!.ToHashSet();
        var chosen = containers.Where(c => wanted.Contains(c.Id.Value)).ToList();
        if (chosen.Count != wanted.Count)
            return new Missing("container");
        if (!request.Inside)
            return chosen;

        var tree = new ContainerTree(containers);
        if (chosen.Find(c => c.CompanyId is null) is { } unmapped)
            return new NothingToApply(unmapped.Name);
        var top = tree.FromTop(root);
        if (chosen.Find(c => top.Contains(c.Id)) is { } around)
            return new RootPassesNothing(around.Name);

        var inside = chosen.SelectMany(tree.Inside).Select(c => c.Id).ToHashSet();
        return containers.Where(c => inside.Contains(c.Id) && (c.OwnCompanyId is not null || c.Question is not null)).ToList();
    }

    public static MappingDecision Decision(PlanRequest request, string by, DateTimeOffset at) =>
        request.Skip ? MappingDecision.Skip(by, at)
        : MappingDecision.Manual(request.CompanyId is { } company ? new CompanyId(company) : null, by, at);

    public static MappingBatchKind Batch(PlanRequest request) =>
        request.Skip ? MappingBatchKind.Skipped
        : request.Inside ? MappingBatchKind.AppliedToChildren
        : request.CompanyId is null ? MappingBatchKind.Unmapped
        : MappingBatchKind.Mapped;
}
