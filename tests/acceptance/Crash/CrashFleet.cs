using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>What happens to the fleet before the host dies, and what it was like before.</summary>
internal sealed class CrashFleet
{
    private readonly Fleet _fleet;
    private readonly FleetDevice[] _mapped;
    private readonly string[] _policies;

    private CrashFleet(Fleet fleet)
    {
        _fleet = fleet;
        Before = fleet.Current;
        _policies = [.. Before.Policies.Where(p => !p.IsFlex).Select(p => p.PolicyId).Order(StringComparer.Ordinal)];
        _mapped = [.. Before.Devices.Where(d => d.PolicyId is not null && _policies.Contains(d.PolicyId)).OrderBy(d => d.AgentId, StringComparer.Ordinal)];
    }

    /// <summary>The fleet when it was first synced, in which every policy is mapped.</summary>
    public FleetSnapshot Before { get; }

    /// <summary>The fleet as it is now.</summary>
    public FleetSnapshot Now => _fleet.Current;

    /// <summary>Devices that two complete runs will not have seen once the next has ended.</summary>
    public IReadOnlyList<string> GoneTwice => [.. _mapped[..3].Select(d => d.AgentId)];

    /// <summary>Devices that one complete run will not have seen once the next has ended.</summary>
    public IReadOnlyList<string> GoneOnce => [.. _mapped[3..6].Select(d => d.AgentId)];

    public static CrashFleet Of(Fleet fleet) => new(fleet);

    /// <summary>Happens before the last sync of the prepared data.</summary>
    public void LoseTheFirst()
    {
        foreach (var id in GoneTwice)
            _fleet.RemoveDevice(id);
    }

    /// <summary>Happens after it: what a sync has to find.</summary>
    public void LiveOn()
    {
        foreach (var id in GoneOnce)
            _fleet.RemoveDevice(id);
        foreach (var device in _mapped[10..15])
            _fleet.RenameDevice(device.AgentId, $"Renamed {device.AgentId[..8]}");
        foreach (var device in _mapped[15..21])
            _fleet.MoveDevice(device.AgentId, _policies.First(p => p != device.PolicyId));
        foreach (var device in _mapped[20..30])
            _fleet.ChangeFact(device.AgentId, "battery_percentage", 42.0);
        foreach (var device in _mapped[30..34])
            _fleet.DropFact(device.AgentId, "filevault_enabled");
        _fleet.AddDevices(4, _policies[0]);
        _fleet.AddDevices(4, _policies[^1]);
        _fleet.AddDevices(2, _fleet.AddPolicy("A policy that nobody has mapped").PolicyId);
    }

    /// <summary>Whether a device should be staged: it is in a policy that is mapped, or was when it was last seen.</summary>
    public bool IsStaged(FleetDevice device) => device.PolicyId is not null && _policies.Contains(device.PolicyId);

    /// <summary>The device as the host should have it.</summary>
    public (FleetDevice Device, FleetSnapshot Fleet)? Expected(string agentId) =>
        Now.Find(agentId) is { } device ? (device, Now)
        : Before.Find(agentId) is { } former ? (former, Before)
        : null;

    /// <summary>All that should be staged, those that are gone among them.</summary>
    public HashSet<string> ExpectedIds() => [.. Now.Devices.Where(IsStaged).Select(d => d.AgentId), .. GoneOnce, .. GoneTwice];
}
