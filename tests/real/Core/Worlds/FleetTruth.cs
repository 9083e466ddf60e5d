using MSPortal.Connectors.Addigy.Simulator.Fleets;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>Compares what came out with what the simulator really has.</summary>
internal static class FleetTruth
{
    /// <summary>A device in the words of both sides.</summary>
    public sealed record Line(string? ExternalId, string Name, string? Serial, string Company);

    /// <summary>The devices of all policies that are mapped, with the company they belong to.</summary>
    public static Line[] Of(Fleet fleet, IEnumerable<ContainerView> containers)
    {
        var companies = containers.Where(c => c.Company is not null).ToDictionary(c => c.ExternalId, c => c.Company!.Name, StringComparer.Ordinal);
        return Sorted(fleet.Devices
            .Where(device => device.PolicyId is not null && companies.ContainsKey(device.PolicyId))
            .Select(device => new Line(device.AgentId, NameOf(device), SerialOf(device), companies[device.PolicyId!])));
    }

    public static Line[] Of(IEnumerable<StagedView> staged) =>
        Sorted(staged.Select(s => new Line(s.ExternalId, s.Name, s.SerialNumber, s.Company?.Name ?? "")));

    public static Line[] Of(IEnumerable<DeviceRow> devices) =>
        Sorted(devices.Select(d => new Line(null, d.Name, d.SerialNumber, d.Company.Name)));

    public static Line[] WithoutIds(IEnumerable<Line> lines) => Sorted(lines.Select(line => line with { ExternalId = null }));

    /// <summary>Whether each received record was counted once.</summary>
    public static bool Balances(SyncCounters c) =>
        c.Received == c.Created + c.Updated + c.Unchanged + c.Held + c.Ignored + c.Rejected + c.Unmapped;

    // The one odd name that the simulator escapes twice.
    private static string NameOf(FleetDevice device) => device.Name.Replace(@"\u2019", "’", StringComparison.Ordinal).Trim();

    private static string? SerialOf(FleetDevice device) => string.IsNullOrWhiteSpace(device.SerialNumber) ? null : device.SerialNumber;

    private static Line[] Sorted(IEnumerable<Line> lines) => [.. lines.OrderBy(line => line.ToString(), StringComparer.Ordinal)];
}
