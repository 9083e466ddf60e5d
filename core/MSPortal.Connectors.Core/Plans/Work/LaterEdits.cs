using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>
/// What people changed on devices after a plan was applied to them: the one place that says what counts. What a sync wrote does
/// not, nor what was changed and changed back, nor what no undo touches: of a device that goes back to its company or type, its
/// name and other facts stay as they are, also those that a person locked.
/// </summary>
internal static class LaterEdits
{
    /// <returns>For each device that somebody changed since, what and who, as a sentence.</returns>
    public static async Task<Dictionary<DeviceId, string>> FindAsync(ConnectorsDb db, PlanKind kind, IReadOnlyList<PlanItem> items, CancellationToken cancellationToken)
    {
        var since = items.Where(i => i is { DeviceId: not null, AppliedAt: not null }).GroupBy(i => i.DeviceId!.Value).ToDictionary(g => g.Key, g => g.Max(i => i.AppliedAt!.Value));
        if (since.Count == 0)
            return [];

        var earliest = since.Values.Min();
        DeviceId[] ids = [.. since.Keys];
        var onlyPlaced = items.Where(i => i.DeviceId is not null && OnlyPlaced(kind, i)).Select(i => i.DeviceId!.Value).ToHashSet();
        var changes = await db.DeviceChanges.AsNoTracking()
            .Where(c => ids.Contains(c.DeviceId) && c.RunId == null && c.At > earliest)
            .OrderBy(c => c.At).ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);
        Dictionary<DeviceId, string> found = [];
        foreach (var group in changes.Where(c => c.At > since[c.DeviceId] && !(onlyPlaced.Contains(c.DeviceId) && ChangedThings.IsFact(c.Key))).GroupBy(c => (c.DeviceId, c.Key)))
        {
            var last = group.Last();
            if (group.First().Before != last.After)
                found.TryAdd(last.DeviceId, string.Create(CultureInfo.InvariantCulture, $"{last.By} changed it on {last.At:yyyy-MM-dd HH:mm} UTC ({ChangedThings.LabelOf(last.Key)}). That stays."));
        }

        // Notes and fields of one's own stay with a device that goes back; they would go with one that is taken away.
        DeviceId[] made = [.. items.Where(i => i is { Change: PlannedChange.Create, DeviceId: not null, AppliedAt: not null }).Select(i => i.DeviceId!.Value)];
        foreach (var note in await db.DeviceNotes.AsNoTracking().Where(n => made.Contains(n.DeviceId) && (n.At > earliest || n.EditedAt > earliest)).ToListAsync(cancellationToken))
        {
            if ((note.EditedAt ?? note.At) > since[note.DeviceId])
                found.TryAdd(note.DeviceId, $"{note.EditedBy ?? note.By} wrote a note on it. That stays.");
        }

        foreach (var value in await db.OwnValues.AsNoTracking().Where(v => made.Contains(v.DeviceId) && v.At > earliest).ToListAsync(cancellationToken))
        {
            if (value.At > since[value.DeviceId])
                found.TryAdd(value.DeviceId, $"{value.By} filled in a field of it. That stays.");
        }

        DeviceId[] whole = [.. ids.Where(id => !onlyPlaced.Contains(id))];
        foreach (var device in await db.Devices.AsNoTracking().Where(d => whole.Contains(d.Id) && d.Locks != null).Select(d => new { d.Id, d.Locks }).ToListAsync(cancellationToken))
        {
            if (DeviceLocks.Read(device.Locks).FirstOrDefault(l => l.At > since[device.Id]) is { } locked)
                found.TryAdd(device.Id, $"{locked.By} gave it a {ChangedThings.LabelOf(locked.Key).ToLowerInvariant()}. That stays.");
        }

        return found;
    }

    // The plan gave it another company or type, and no more.
    private static bool OnlyPlaced(PlanKind kind, PlanItem item) => item.Change is PlannedChange.Move || kind is PlanKind.Retype;
}
