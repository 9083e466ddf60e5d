using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Import;

/// <summary>What became of the devices of a batch.</summary>
/// <param name="Updated">Those that were there; also records that joined a device that was there.</param>
internal sealed record BatchResult(int Imported, int Updated, int Skipped, IReadOnlyList<ImportFailureView> Failures);

/// <summary>Takes staged devices into the inventory inside the caller's transaction. Doing it twice changes nothing.</summary>
internal static class ImportBatch
{
    /// <summary>Devices in one transaction.</summary>
    public const int Size = 200;

    /// <summary>The caller has the turn of those who link (<see cref="LinkTurn"/>), and after it that of the integration.</summary>
    /// <param name="rows">The staged devices of one integration, tracked.</param>
    /// <param name="isNamed">
    /// Whether a person named each device: then a device that waits because its company changed is moved, and one that waits
    /// because of its serial number becomes a device of its own. Auto-Sync names devices too, for the former.
    /// </param>
    public static async Task<BatchResult> ApplyAsync(
        ConnectorsDb db,
        IReadOnlyList<StagedJoin> rows,
        bool isNamed,
        ChangeOrigin origin,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        int imported = 0, updated = 0, skipped = 0;
        List<ImportFailureView> failures = [];
        CompanyId[] ids = [.. rows.SelectMany(r => (CompanyId?[])[r.Container?.CompanyId, r.Device?.CompanyId]).OfType<CompanyId>().Distinct()];
        var companies = await db.Companies.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        var naming = await DeviceNaming.OpenAsync(db, cancellationToken);
        var matches = await SerialMatches.FindAsync(db, [.. rows.Where(IsNew)], cancellationToken);
        var links = await LinkingBatch.OpenAsync(db, rows, matches, naming, origin, clock, cancellationToken);
        foreach (var row in rows)
        {
            switch (row.Status)
            {
                case StagedStatus.New or StagedStatus.Failed or StagedStatus.Held when IsNew(row):
                    var verdict = matches.Of(row);
                    if (verdict is InConflict conflict && row.IsInConflict && isNamed && origin.RunId is null)
                        verdict = await links.KeepApartAsync(row, conflict, cancellationToken);
                    if (verdict is OwnDevice own)
                    {
                        Add(db, row, own, companies, naming, origin, clock);
                        imported++;
                    }
                    else if (verdict is JoinsDevice joins)
                    {
                        await links.JoinAsync(row, joins, cancellationToken);
                        updated++;
                    }
                    else
                    {
                        failures.Add(Hold(row, (InConflict)verdict));
                    }

                    break;
                case StagedStatus.Held when isNamed && row.Link is { IsLive: true } && !row.Container!.HoldsNewDevices:
                    Move(db, row, companies, naming, origin);
                    links.Update(row);
                    updated++;
                    break;
                case StagedStatus.Changed:
                    links.Update(row);
                    updated++;
                    break;
                case StagedStatus.Imported:
                case StagedStatus.Held when row.Link is not null && !isNamed:
                    skipped++;
                    break;
                default:
                    failures.Add(Fail(row));
                    break;
            }
        }

        await links.SaveAsync(cancellationToken);
        return new BatchResult(imported, updated, skipped, failures);
    }

    private static bool IsNew(StagedJoin row) =>
        row.Status == StagedStatus.New || (row.Status == StagedStatus.Failed && row.Type.DeviceTypeId is not null) || row.IsInConflict;

    private static void Add(ConnectorsDb db, StagedJoin row, OwnDevice verdict, Dictionary<CompanyId, string> companies, DeviceNaming naming, ChangeOrigin origin, TimeProvider clock)
    {
        var record = row.Record;
        var device = NewDevice.Of(row, EntityId.New<DeviceId>(clock), row.Container!.CompanyId!.Value, row.Type.DeviceTypeId!.Value, naming, origin.At);
        db.Devices.Add(device);
        db.DeviceLinks.Add(NewDevice.LinkOf(record, device.Id, LinkReason.Imported, $"The device was made from this record.{(verdict.Note is { } note ? $" {note}" : "")}", origin));
        record.FailureCode = record.FailureMessage = null;
        record.KeptFrom = null;
        DeviceHistory.Imported(db, device, companies[device.CompanyId], origin);
    }

    private static void Move(ConnectorsDb db, StagedJoin row, Dictionary<CompanyId, string> companies, DeviceNaming naming, ChangeOrigin origin)
    {
        var (device, to) = (row.Device!, row.Container!.CompanyId!.Value);
        DeviceHistory.Moved(db, device.Id, companies[device.CompanyId], companies[to], origin);
        device.CompanyId = to;
        DeviceFields.Show(device, naming);
    }

    private static ImportFailureView Hold(StagedJoin row, InConflict conflict)
    {
        (row.Record.FailureCode, row.Record.FailureMessage) = (StatusReason.SerialConflict, conflict.Message);
        return new ImportFailureView(row.Record.Id.Value, row.Record.Name, StatusReason.SerialConflict, conflict.Message, StatusReason.SerialConflictCure);
    }

    private static ImportFailureView Fail(StagedJoin row)
    {
        var status = row.Status == StagedStatus.Failed ? StagedStatus.TypeUnmapped : row.Status;
        var reason = StatusReason.Of(status, row.Type.Name, null, null, row.Link is not null && !(row.Container?.HoldsNewDevices ?? false), row.Link is { IsLive: false })!;
        if (status is StagedStatus.TypeUnmapped)
            (row.Record.FailureCode, row.Record.FailureMessage) = (reason.Code, reason.Message);
        return new ImportFailureView(row.Record.Id.Value, row.Record.Name, reason.Code, reason.Message, reason.Cure);
    }
}
