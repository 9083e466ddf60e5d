using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>
/// What people said of a device that is joined to another one. Notes go along, and come back with it. Values of own fields and locks
/// are kept; where the other device has no value, it has them meanwhile, and where it has another one, a note says so.
/// </summary>
internal static class OwnOfJoined
{
    private const string OtherValues = ", which was joined to this device, had other values: ";

    /// <summary>Takes what people said of a device that goes. Its locks stay its own: the other device is called what it is called.</summary>
    /// <returns>What comes back with it, null for nothing; and the values that the other device has from it, by field.</returns>
    public static async Task<(string? Kept, IReadOnlyDictionary<string, string> Lent)> TakeAsync(ConnectorsDb db, Device goes, Device into, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (from, to) = (goes.Id, into.Id);
        await db.DeviceNotes.Where(n => n.DeviceId == from).ExecuteUpdateAsync(
            n => n.SetProperty(x => x.FormerDeviceId, x => x.FormerDeviceId ?? from).SetProperty(x => x.DeviceId, to), cancellationToken);

        var values = await db.OwnValues.AsNoTracking().Where(v => v.DeviceId == from).ToListAsync(cancellationToken);
        var there = await db.OwnValues.AsNoTracking().Where(v => v.DeviceId == to).ToDictionaryAsync(v => v.FieldId, v => v.Value, cancellationToken);
        var lent = values.FindAll(v => !there.ContainsKey(v.FieldId));
        var others = values.FindAll(v => there.TryGetValue(v.FieldId, out var value) && value != v.Value);
        db.OwnValues.AddRange(lent.Select(v => On(to, goes, v.FieldId, v.Value, v.By, v.At, v.FormerDeviceId ?? from)));
        var fields = await db.OwnFields.AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Name, cancellationToken);
        if (others.Count > 0)
        {
            db.DeviceNotes.Add(new DeviceNote
            {
                TenantId = goes.TenantId,
                DeviceId = to,
                Id = new DeviceNoteId(Guid.CreateVersion7(at)),
                Text = $"\"{goes.Name}\"{OtherValues}{string.Join("; ", others.Select(v => $"{fields[v.FieldId]}: {v.Value}"))}.",
                By = by,
                At = at,
            });
        }

        // What a third device lent to the one that goes comes back with that one.
        var own = values.FindAll(v => v.FormerDeviceId is null);
        var kept = own.Count == 0 && goes.Locks is null ? null
            : JsonSerializer.Serialize(new Kept([.. own.Select(v => new KeptValue(v.FieldId.Value, v.Value, v.By, v.At))], goes.Locks));
        return (kept, lent.ToDictionary(v => fields[v.FieldId], v => v.Value));
    }

    /// <summary>Gives it to the device that is back. After the device was saved, before it is filled.</summary>
    /// <returns>The values that the other device had from it, and has no more, by field. What a person changed there meanwhile stays.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> GiveBackAsync(ConnectorsDb db, JoinedDevice joined, Device back, CancellationToken cancellationToken)
    {
        DeviceId? own = joined.Id;
        var (id, from) = (back.Id, joined.IntoId);
        await db.DeviceNotes.Where(n => n.DeviceId == from && n.FormerDeviceId == own).ExecuteUpdateAsync(
            n => n.SetProperty(x => x.DeviceId, id).SetProperty(x => x.FormerDeviceId, (DeviceId?)null), cancellationToken);

        // The note about its values, wherever it is by now: they are its own again. What somebody made of the note stays.
        var about = $"\"{joined.Name}\"{OtherValues}";
        await db.DeviceNotes.Where(n => n.At == joined.At && n.By == joined.By && n.EditedAt == null && n.Text.StartsWith(about)).ExecuteDeleteAsync(cancellationToken);
        var lent = await db.OwnValues.Where(v => v.DeviceId == from && v.FormerDeviceId == own).ToListAsync(cancellationToken);
        var fields = await db.OwnFields.AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Name, cancellationToken);
        var gone = lent.ToDictionary(v => fields[v.FieldId], v => v.Value);
        await ReplaceAsync(db, lent, joined, cancellationToken);
        if (joined.Own is not null && JsonSerializer.Deserialize<Kept>(joined.Own) is { } kept)
        {
            back.Locks = kept.Locks;
            DeviceFields.Show(back, await DeviceNaming.OpenAsync(db, cancellationToken));
            db.OwnValues.AddRange(kept.Values.Where(v => fields.ContainsKey(new OwnFieldId(v.Field))).Select(v => On(id, back, new OwnFieldId(v.Field), v.Value, v.By, v.At, null)));
        }

        return gone;
    }

    // What another device that is still joined says, it says from now on.
    private static async Task ReplaceAsync(ConnectorsDb db, List<OwnValue> lent, JoinedDevice joined, CancellationToken cancellationToken)
    {
        var (id, into) = (joined.Id, joined.IntoId);
        var others = lent.Count == 0 ? []
            : await db.JoinedDevices.AsNoTracking().Where(j => j.IntoId == into && j.Id != id && j.Own != null).OrderBy(j => j.At).ToListAsync(cancellationToken);
        var said = others.ConvertAll(j => (j.Id, Kept: JsonSerializer.Deserialize<Kept>(j.Own!)!));
        foreach (var value in lent)
        {
            var (lender, kept) = said.Find(j => j.Kept.Values.Any(v => v.Field == value.FieldId.Value));
            if (kept?.Values.First(v => v.Field == value.FieldId.Value) is not { } other)
                db.OwnValues.Remove(value);
            else
                (value.Value, value.By, value.At, value.FormerDeviceId) = (other.Value, other.By, other.At, lender);
        }
    }

    private static OwnValue On(DeviceId device, Device of, OwnFieldId field, string value, string by, DateTimeOffset at, DeviceId? former) =>
        new() { TenantId = of.TenantId, DeviceId = device, FieldId = field, Value = value, By = by, At = at, FormerDeviceId = former };

    private sealed record Kept(IReadOnlyList<KeptValue> Values, string? Locks);

    private sealed record KeptValue(Guid Field, string Value, string By, DateTimeOffset At);
}
