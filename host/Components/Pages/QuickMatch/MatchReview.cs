using MSPortal.Connectors.Core.Containers;

namespace MSPortal.Connectors.Host.Components.Pages.QuickMatch;

/// <summary>One container of a Quick Match with its candidates, as a person reviews it.</summary>
/// <param name="IsSure">Whether the first candidate is taken unless the person says otherwise.</param>
public sealed record MatchItem(Guid ContainerId, string Name, string Path, bool IsSure, IReadOnlyList<CompanyCandidate> Candidates);

/// <summary>What a person changes about a Quick Match before it is applied.</summary>
public sealed class MatchReview
{
    private readonly HashSet<Guid> _excluded = [];
    private readonly Dictionary<Guid, Guid> _picks = [];

    /// <summary>How many containers a person picked a company for.</summary>
    public int Picks => _picks.Count;

    /// <summary>The company that the container will get; null for none.</summary>
    public Guid? ChoiceOf(MatchItem item) =>
        _picks.TryGetValue(item.ContainerId, out var picked) ? picked
        : item.IsSure && !_excluded.Contains(item.ContainerId) ? item.Candidates[0].CompanyId
        : null;

    /// <summary>Sets what the container will get.</summary>
    public void Choose(MatchItem item, Guid? company)
    {
        _picks.Remove(item.ContainerId);
        _excluded.Remove(item.ContainerId);
        if (company is null && item.IsSure)
            _excluded.Add(item.ContainerId);
        else if (company is { } picked && (!item.IsSure || picked != item.Candidates[0].CompanyId))
            _picks[item.ContainerId] = picked;
    }

    /// <summary>What to apply of the sure matches, and the person's picks.</summary>
    public QuickMatchReview ToReview(IEnumerable<MatchItem> sure) => new(
        sure.Where(m => !_excluded.Contains(m.ContainerId) && !_picks.ContainsKey(m.ContainerId)).ToDictionary(m => m.ContainerId, m => m.Candidates[0].CompanyId),
        _picks);
}
