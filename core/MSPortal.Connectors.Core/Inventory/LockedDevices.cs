using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>Reads devices to change them: until the transaction ends nobody else does, so that what was read is still so when it is written.</summary>
internal static class LockedDevices
{
    /// <returns>Those of them that are there, in the order of their ids.</returns>
    public static async Task<List<Device>> ReadToChangeAsync(this ConnectorsDb db, IReadOnlyCollection<DeviceId> ids, CancellationToken cancellationToken)
    {
        await db.LockDevicesAsync(ids, cancellationToken);
        return await db.Devices.Where(d => ids.Contains(d.Id)).OrderBy(d => d.Id).ToListAsync(cancellationToken);
    }
}
