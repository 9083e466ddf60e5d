using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>Writes to devices what all the records say that feed them. For devices of which the one record is not the whole story.</summary>
internal static class RefillDevices
{
    /// <summary>Devices at a time.</summary>
    public const int Size = 500;

    private static readonly string[] Filled =
        [nameof(Device.Name), nameof(Device.SourceName), nameof(Device.SerialNumber), nameof(Device.Manufacturer), nameof(Device.Model), nameof(Device.Facts)];

    /// <summary>Refills the devices that these records feed.</summary>
    public static async Task OfRecordsAsync(ConnectorsDb db, IReadOnlyCollection<StagedDeviceId> records, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return;

        StagedDeviceId[] ids = [.. records.Distinct()];
        var devices = await db.DeviceLinks.Where(l => ids.Contains(l.StagedDeviceId) && l.SupersededAt == null).Select(l => l.DeviceId).Distinct().ToListAsync(cancellationToken);
        await RunAsync(db, devices, origin, cancellationToken);
    }

    /// <summary>Saves what the caller has changed, and refills. A device that no record feeds any more keeps what was known last.</summary>
    public static async Task RunAsync(ConnectorsDb db, IEnumerable<DeviceId> devices, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        SourceOrder? order = null;
        DeviceNaming? naming = null;
        foreach (var some in devices.Distinct().Chunk(Size))
        {
            order ??= await SourceOrder.LoadAsync(db, cancellationToken);
            naming ??= await DeviceNaming.OpenAsync(db, cancellationToken);
            await RunAsync(db, some, order, naming, origin, cancellationToken);
        }
    }

    private static async Task RunAsync(ConnectorsDb db, DeviceId[] ids, SourceOrder order, DeviceNaming naming, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        await db.LockDevicesAsync(ids, cancellationToken);
        var known = db.ChangeTracker.Entries<Device>().Select(e => e.Entity.Id).ToHashSet();
        var links = await db.DeviceLinks.Where(l => ids.Contains(l.DeviceId)).ToListAsync(cancellationToken);
        var sources = await LinkedSource.LoadAsync(db, links, cancellationToken);
        foreach (var device in await db.Devices.Include(d => d.Observation).Where(d => ids.Contains(d.Id)).ToListAsync(cancellationToken))
        {
            LinkedSource[] its = [.. sources[device.Id]];
            if (its.Length == 0)
                continue;

            var says = its.Length == 1 ? DeviceSays.Of(its[0].Record) : MergedFacts.Of(its, order);
            if (says != DeviceSays.Of(device))
                DeviceHistory.Fill(db, device, says, naming, origin);
            MergedFacts.Observe(device.Observation, its, order);
            foreach (var source in its)
                source.Link.AppliedHash = source.Record.ContentHash;

            // What the caller read before it had the lock may be older than what a page has written since.
            if (known.Contains(device.Id))
            {
                foreach (var property in Filled)
                    db.Entry(device).Property(property).IsModified = true;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
