using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Import;

/// <summary>What became of the devices of a batch.</summary>
internal sealed record BatchResult(int Imported, int Updated, int Skipped, IReadOnlyList<ImportFailureView> Failures);

/// <summary>Takes staged devices into the inventory inside the caller's transaction. Doing it twice changes nothing.</summary>
internal static class ImportBatch
{
    /// <summary>Devices in one transaction.</summary>
    public const int Size = 200;

    /// <param name="rows">The staged devices, tracked.</param>
    /// <param name="isNamed">Whether a person named each device: then a device that waits because its company changed is moved.</param>
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
        foreach (var row in rows)
        {
            switch (row.Status)
            {
                case StagedStatus.New:
                case StagedStatus.Failed when row.Type.DeviceTypeId is not null:
                    Add(db, row, companies, origin, clock);
                    imported++;
                    break;
                case StagedStatus.Held when isNamed && row.Link is not null && !row.Container!.HoldsNewDevices:
                    Move(db, row, companies, origin);
                    Update(db, row, origin);
                    updated++;
                    break;
                case StagedStatus.Changed:
                    Update(db, row, origin);
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

        return new BatchResult(imported, updated, skipped, failures);
    }

    private static void Add(ConnectorsDb db, StagedJoin row, Dictionary<CompanyId, string> companies, ChangeOrigin origin, TimeProvider clock)
    {
        var (record, now) = (row.Record, clock.GetUtcNow());
        var device = new Device
        {
            TenantId = record.TenantId,
            Id = EntityId.New<DeviceId>(clock),
            CompanyId = row.Container!.CompanyId!.Value,
            DeviceTypeId = row.Type.DeviceTypeId!.Value,
            Name = record.Name,
            Facts = record.Facts,
            CreatedAt = now,
            UpdatedAt = now,
        };
        DeviceFields.Fill(device, record, now);
        device.Observation = new DeviceObservation
        {
            TenantId = record.TenantId,
            DeviceId = device.Id,
            ObservedAt = record.Observation.ObservedAt,
            LastSeenAt = record.Observation.LastSeenAt,
            Online = record.Observation.Online,
            Facts = record.Observation.Facts,
            Hash = record.Observation.Hash,
        };
        db.Devices.Add(device);
        db.DeviceLinks.Add(new DeviceLink
        {
            TenantId = record.TenantId,
            StagedDeviceId = record.Id,
            DeviceId = device.Id,
            IntegrationId = record.IntegrationId,
            ExternalId = record.ExternalId,
            AppliedHash = record.ContentHash,
            LinkedBy = origin.By,
            LinkedAt = now,
        });
        record.FailureCode = record.FailureMessage = null;
        record.KeptFrom = null;
        DeviceHistory.Imported(db, device, companies[device.CompanyId], origin);
    }

    private static void Move(ConnectorsDb db, StagedJoin row, Dictionary<CompanyId, string> companies, ChangeOrigin origin)
    {
        var (device, to) = (row.Device!, row.Container!.CompanyId!.Value);
        DeviceHistory.Moved(db, device.Id, companies[device.CompanyId], companies[to], origin);
        device.CompanyId = to;
    }

    private static void Update(ConnectorsDb db, StagedJoin row, ChangeOrigin origin)
    {
        DeviceHistory.Fill(db, row.Device!, row.Record, origin);
        row.Device!.Observation.Take(row.Record.Observation);
        row.Link!.AppliedHash = row.Record.ContentHash;
    }

    private static ImportFailureView Fail(StagedJoin row)
    {
        var status = row.Status == StagedStatus.Failed ? StagedStatus.TypeUnmapped : row.Status;
        var reason = StatusReason.Of(status, row.Type.Name, null, row.Link is not null && !(row.Container?.HoldsNewDevices ?? false))!;
        if (status is StagedStatus.TypeUnmapped)
            (row.Record.FailureCode, row.Record.FailureMessage) = (reason.Code, reason.Message);
        return new ImportFailureView(row.Record.Id.Value, row.Record.Name, reason.Code, reason.Message, reason.Cure);
    }
}
