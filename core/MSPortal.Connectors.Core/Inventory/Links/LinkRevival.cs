using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>Lets a record feed its device again when the one that took its place is taken away.</summary>
internal static class LinkRevival
{
    /// <param name="device">The device that records were taken from; that is saved.</param>
    /// <param name="taken">The records that were taken, each with the one that had taken its own place; null for none.</param>
    public static async Task OfAsync(ConnectorsDb db, DeviceId device, IReadOnlyDictionary<StagedDeviceId, StagedDeviceId?> taken, CancellationToken cancellationToken)
    {
        var links = await db.DeviceLinks.Where(l => l.DeviceId == device).ToListAsync(cancellationToken);
        foreach (var link in links.Where(l => l.SupersededById is { } by && taken.ContainsKey(by)))
        {
            // In the middle of a chain the next one has its place now.
            if (taken[link.SupersededById!.Value] is { } next && links.Exists(l => l.StagedDeviceId == next))
                link.Supersede(next, link.SupersededAt!.Value);
            else
                link.Revive();
        }

        // One that took the place of a record whose own successor is gone already.
        if (links.Count > 0 && !links.Exists(l => l.IsLive))
            links.MaxBy(l => l.SupersededAt)!.Revive();
    }
}
