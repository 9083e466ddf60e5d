using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>A record that feeds a device.</summary>
/// <param name="Record">With its observation.</param>
internal sealed record LinkedSource(DeviceLink Link, StagedDevice Record)
{
    private IReadOnlyDictionary<string, StoredFact>? _facts;

    public IntegrationId Integration => Link.IntegrationId;

    public DateTimeOffset ObservedAt => Record.Observation.ObservedAt;

    /// <summary>All that it says, with its observation.</summary>
    public IReadOnlyDictionary<string, StoredFact> Facts => _facts ??= FactSheet.Read(Record.Facts, Record.Observation.Facts);

    /// <summary>The records that feed these devices, for each in the order of its links.</summary>
    /// <remarks>
    /// A record that took the place of another of its integration takes that one's place in the order too, so that re-enrolment
    /// does not change what is shown.
    /// </remarks>
    /// <param name="links">The links of the devices, all of them.</param>
    public static async Task<ILookup<DeviceId, LinkedSource>> LoadAsync(ConnectorsDb db, IReadOnlyCollection<DeviceLink> links, CancellationToken cancellationToken)
    {
        StagedDeviceId[] ids = [.. links.Where(l => l.IsLive).Select(l => l.StagedDeviceId)];
        var records = await db.StagedDevices.AsNoTracking().Include(d => d.Observation).Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
        var began = links.GroupBy(l => (l.DeviceId, l.IntegrationId)).ToDictionary(g => g.Key, g => g.Min(l => l.LinkedAt));
        return links.Where(l => l.IsLive && records.ContainsKey(l.StagedDeviceId))
            .OrderBy(l => began[(l.DeviceId, l.IntegrationId)]).ThenBy(l => l.LinkedAt).ThenBy(l => l.StagedDeviceId.Value)
            .ToLookup(l => l.DeviceId, l => new LinkedSource(l, records[l.StagedDeviceId]));
    }
}
