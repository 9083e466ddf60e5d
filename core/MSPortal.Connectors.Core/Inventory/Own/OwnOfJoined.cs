using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>
/// What people said of a device that is joined to another one. Notes go along, and come back with it. Values of own fields and locks
/// are kept; where the other device has no value, it takes them, and where it has another one, a note says so.
/// </summary>
internal static class OwnOfJoined
{
    /// <summary>Takes what people said of a device that goes. Its locks stay its own: the other device is called what it is called.</summary>
    /// <returns>What comes back with it; null for nothing.</returns>
    public static async Task<string?> TakeAsync(ConnectorsDb db, Device goes, Device into, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (from, to) = (goes.Id, into.Id);
        await db.DeviceNotes.Where(n => n.DeviceId == from).ExecuteUpdateAsync(
            n => n.SetProperty(x => x.FormerDeviceId, x => x.FormerDeviceId ?? from).SetProperty(x => x.DeviceId, to), cancellationToken);

        var values = await db.OwnValues.AsNoTracking().Where(v => v.DeviceId == from).ToListAsync(cancellationToken);
        var there = await db.OwnValues.AsNoTracking().Where(v => v.DeviceId == to).ToDictionaryAsync(v => v.FieldId, v => v.Value, cancellationToken);
        db.OwnValues.AddRange(values.Where(v => !there.ContainsKey(v.FieldId)).Select(v => On(to, goes, v.FieldId, v.Value, v.By, v.At)));
        var others = values.Where(v => there.TryGetValue(v.FieldId, out var value) && value != v.Value).ToList();
        if (others.Count > 0)
        {
            var fields = await db.OwnFields.AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Name, cancellationToken);
            db.DeviceNotes.Add(new DeviceNote
            {
                TenantId = goes.TenantId,
                DeviceId = to,
                Id = new DeviceNoteId(Guid.CreateVersion7(at)),
                Text = $"\"{goes.Name}\", which was joined to this device, had other values: {string.Join("; ", others.Select(v => $"{fields[v.FieldId]}: {v.Value}"))}.",
                By = by,
                At = at,
            });
        }

        return values.Count == 0 && goes.Locks is null ? null
            : JsonSerializer.Serialize(new Kept([.. values.Select(v => new KeptValue(v.FieldId.Value, v.Value, v.By, v.At))], goes.Locks));
    }

    /// <summary>Gives it to the device that is back. After the device was saved, before it is filled.</summary>
    public static async Task GiveBackAsync(ConnectorsDb db, JoinedDevice joined, Device back, CancellationToken cancellationToken)
    {
        DeviceId? own = joined.Id;
        var (id, from) = (back.Id, joined.IntoId);
        await db.DeviceNotes.Where(n => n.DeviceId == from && n.FormerDeviceId == own).ExecuteUpdateAsync(
            n => n.SetProperty(x => x.DeviceId, id).SetProperty(x => x.FormerDeviceId, (DeviceId?)null), cancellationToken);
        if (joined.Own is null || JsonSerializer.Deserialize<Kept>(joined.Own) is not { } kept)
            return;

        back.Locks = kept.Locks;
        DeviceFields.Show(back, await DeviceNaming.OpenAsync(db, cancellationToken));
        var fields = await db.OwnFields.Select(f => f.Id).ToListAsync(cancellationToken);
        db.OwnValues.AddRange(kept.Values.Where(v => fields.Contains(new OwnFieldId(v.Field))).Select(v => On(id, back, new OwnFieldId(v.Field), v.Value, v.By, v.At)));
    }

    private static OwnValue On(DeviceId device, Device of, OwnFieldId field, string value, string by, DateTimeOffset at) =>
        new() { TenantId = of.TenantId, DeviceId = device, FieldId = field, Value = value, By = by, At = at };

    private sealed record Kept(IReadOnlyList<KeptValue> Values, string? Locks);

    private sealed record KeptValue(Guid Field, string Value, string By, DateTimeOffset At);
}
