using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Something that a person did.</summary>
/// <param name="How">In what way, as the end of a sentence.</param>
internal sealed record PersonsAct(string By, DateTimeOffset At, string How, WhyTarget? Target)
{
    /// <summary>Who said that a record shall not go to its container's company, and when; null when nobody did, or it is not kept who.</summary>
    public static async Task<PersonsAct?> KeptAsync(ConnectorsDb db, StagedJoin row, CancellationToken cancellationToken)
    {
        if (row.Container?.CompanyId is not { } company || row.Record.KeptFrom != company || row.Device?.CompanyId == company)
            return null;

        List<PersonsAct?> acts = [await PlanTraces.LeftOutAsync(db, row.Record, cancellationToken)];
        if (row.Device is { } device)
        {
            acts.Add(await MovedAsync(db, device, cancellationToken));
            if (row.Link is { Reason: LinkReason.Joined } link)
                acts.Add(new PersonsAct(link.LinkedBy, link.LinkedAt, "by joining it to the device", PageOf(device)));
        }

        // An answer about devices of the container may have been about others: it counts only where nothing else explains it.
        return acts.OfType<PersonsAct>().MaxBy(a => a.At)
            ?? (row.Device is null ? null : await AuditedAsync(db, row.Container.Id.Value, "devices.kept", "as the answer to a decision", null, cancellationToken));
    }

    private static async Task<PersonsAct?> MovedAsync(ConnectorsDb db, Device device, CancellationToken cancellationToken)
    {
        var change = await db.DeviceChanges.AsNoTracking()
            .Where(c => c.DeviceId == device.Id && c.Key == ChangedThings.Company && c.RunId == null)
            .OrderByDescending(c => c.At)
            .FirstOrDefaultAsync(cancellationToken);
        return change is null ? null : new PersonsAct(change.By, change.At, "by moving it", PageOf(device));
    }

    // By the index over subjects and times; a container or device has few entries, however many there are in all.
    private static async Task<PersonsAct?> AuditedAsync(ConnectorsDb db, Guid? subject, string action, string how, WhyTarget? target, CancellationToken cancellationToken)
    {
        var entry = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectId == subject && e.Action == action)
            .OrderByDescending(e => e.At)
            .Select(e => new { e.Actor, e.At })
            .FirstOrDefaultAsync(cancellationToken);
        return entry is null ? null : new PersonsAct(entry.Actor, entry.At, how, target);
    }

    private static WhyTarget PageOf(Device device) => new(WhyPage.Device, Id: device.Id.Value);
}
