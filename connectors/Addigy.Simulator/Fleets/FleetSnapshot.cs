using System.Collections.Concurrent;
using System.Collections.Frozen;
using MSPortal.Connectors.Addigy.Simulator.Facts;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>A fleet between two changes: never changes itself, and remembers lists once they are sorted or filtered.</summary>
public sealed class FleetSnapshot
{
    private const int RememberedLists = 64;

    private readonly ConcurrentDictionary<string, FleetDevice[]> _lists = new();
    private readonly FrozenDictionary<string, FleetDevice> _byAgentId;

    internal FleetSnapshot(
        IEnumerable<FleetDevice> devices, IEnumerable<FleetPolicy> policies, DateTimeOffset now, bool hasOddities)
    {
        Devices = [.. devices];
        Policies = [.. policies];
        Now = now;
        HasOddities = hasOddities;
        Tree = new PolicyTree(Policies);
        _byAgentId = Devices.ToFrozenDictionary(device => device.AgentId);
    }

    /// <summary>All devices, oldest first.</summary>
    public IReadOnlyList<FleetDevice> Devices { get; }

    /// <summary>All policies.</summary>
    public IReadOnlyList<FleetPolicy> Policies { get; }

    /// <summary>Which policy lies below which.</summary>
    public PolicyTree Tree { get; }

    /// <summary>The instant that dates count back from.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether facts are lost now and then.</summary>
    public bool HasOddities { get; }

    /// <summary>A device; null when there is none.</summary>
    public FleetDevice? Find(string agentId) => _byAgentId.GetValueOrDefault(agentId);

    /// <summary>What a device has for a fact; null when it is left out, or unknown.</summary>
    public FactReading? Read(FleetDevice device, string identifier) =>
        FactCatalogue.Find(identifier) is { } fact ? FactCatalogue.Read(fact, device, this) : null;

    /// <summary>The list of a key, made at the first call only.</summary>
    internal IReadOnlyList<FleetDevice> Remember(string key, Func<IEnumerable<FleetDevice>> make)
    {
        if (_lists.TryGetValue(key, out var list))
            return list;

        list = [.. make()];
        if (_lists.Count < RememberedLists)
            _lists[key] = list;

        return list;
    }
}
