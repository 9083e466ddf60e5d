using System.Collections.Frozen;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>Which policy lies below which.</summary>
public sealed class PolicyTree
{
    private readonly FrozenDictionary<string, string[]> _paths;

    internal PolicyTree(IReadOnlyCollection<FleetPolicy> policies)
    {
        var parents = policies.ToDictionary(policy => policy.PolicyId, policy => policy.ParentId);
        _paths = policies.ToFrozenDictionary(policy => policy.PolicyId, policy => PathOf(policy.PolicyId, parents));
    }

    /// <summary>The policy and those above it, nearest first; only the id itself when it is not in the list.</summary>
    public IReadOnlyList<string> PathOf(string policyId) => _paths.GetValueOrDefault(policyId) ?? [policyId];

    private static string[] PathOf(string policyId, Dictionary<string, string?> parents)
    {
        var path = new List<string>();
        for (var at = policyId; at is not null && parents.TryGetValue(at, out var parent) && !path.Contains(at); at = parent)
            path.Add(at);

        return [.. path];
    }
}
