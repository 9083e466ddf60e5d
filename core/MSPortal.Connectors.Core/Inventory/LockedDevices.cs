using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>Reads devices to change them: until the transaction ends nobody else does, so that what was read is still so when it is written.</summary>
internal static class LockedDevices
{
    /// <returns>Those of them that are there, in the order of their ids.</returns>
    public static async Task<List<Device>> LockDevicesAsync(this ConnectorsDb db, IReadOnlyCollection<DeviceId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];

        // Where there is one writer anyway, there is nothing to lock.
        if (db.LockRows.Length > 0)
        {
            // Always in the same order, so that two who want the same devices don't wait for each other.
            Guid[] values = [.. ids.Select(id => id.Value)];
            await db.Database.SqlQueryRaw<int>(
                "select 1 as \"Value\" from devices where tenant_id = {0} and id = any({1}) order by id for no key update", db.Tenant.Value, values).ToListAsync(cancellationToken);
        }

        return await db.Devices.Where(d => ids.Contains(d.Id)).OrderBy(d => d.Id).ToListAsync(cancellationToken);
    }
}
