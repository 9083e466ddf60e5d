using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Import;

/// <summary>What a batch of an import does to devices that are there.</summary>
internal sealed class LinkingBatch
{
    private readonly ConnectorsDb _db;
    private readonly DeviceNaming _naming;
    private readonly ChangeOrigin _origin;
    private readonly TimeProvider _clock;
    private readonly HashSet<DeviceId> _shared;
    private readonly HashSet<DeviceId> _refill = [];
    private readonly Dictionary<IntegrationId, string> _names;

    private LinkingBatch(ConnectorsDb db, DeviceNaming naming, ChangeOrigin origin, TimeProvider clock, HashSet<DeviceId> shared, Dictionary<IntegrationId, string> names) =>
        (_db, _naming, _origin, _clock, _shared, _names) = (db, naming, origin, clock, shared, names);

    /// <summary>Finds out which of the rows' devices have other records too, and locks all that may be refilled.</summary>
    public static async Task<LinkingBatch> OpenAsync(
        ConnectorsDb db, IReadOnlyList<StagedJoin> rows, SerialMatches matches, DeviceNaming naming, ChangeOrigin origin, TimeProvider clock, CancellationToken cancellationToken)
    {
        DeviceId[] there = [.. rows.Where(r => r.Link is not null).Select(r => r.Link!.DeviceId).Distinct()];
        HashSet<DeviceId> shared = there.Length == 0 ? [] : [.. await db.DeviceLinks.Where(l => there.Contains(l.DeviceId))
            .GroupBy(l => l.DeviceId).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync(cancellationToken)];
        await db.LockDevicesAsync([.. shared, .. matches.Devices], cancellationToken);
        Dictionary<IntegrationId, string> names = matches.Devices.Count == 0 ? [] : await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        return new LinkingBatch(db, naming, origin, clock, shared, names);
    }

    /// <summary>Writes to a device what its record says.</summary>
    public void Update(StagedJoin row)
    {
        if (!_shared.Contains(row.Link!.DeviceId))
        {
            DeviceHistory.Fill(_db, row.Device!, DeviceSays.Of(row.Record), _naming, _origin);
            row.Device!.Observation.Take(row.Record.Observation);
            row.Link!.AppliedHash = row.Record.ContentHash;
            return;
        }

        _refill.Add(row.Link.DeviceId);
    }

    /// <summary>Links a record to a device that is there.</summary>
    public async Task JoinAsync(StagedJoin row, JoinsDevice verdict, CancellationToken cancellationToken)
    {
        var record = row.Record;
        var reason = verdict.Supersedes is null ? LinkReason.SameSerial : LinkReason.ReEnrolled;
        _db.DeviceLinks.Add(NewDevice.LinkOf(record, verdict.Device, reason, verdict.Evidence, _origin));
        record.FailureCode = record.FailureMessage = null;
        var told = RecordText.Of(_names, record.IntegrationId, record.Name, record.ExternalId);
        if (verdict.Supersedes is { } former)
        {
            var before = await _db.DeviceLinks.SingleAsync(l => l.StagedDeviceId == former, cancellationToken);
            before.Supersede(record.Id, _origin.At);
            DeviceHistory.Superseded(_db, verdict.Device, RecordText.Of(_names, before.IntegrationId, record.Name, before.ExternalId), told, _origin);
        }
        else
        {
            DeviceHistory.Linked(_db, verdict.Device, told, _origin);
        }

        _db.Record(
            Actor.System(_db.Tenant) with { Name = _origin.By },
            _clock,
            "device.linked",
            new AuditSubject("device", verdict.Device.Value, record.Name),
            after: new { record = told, reason, verdict.Evidence });
        _refill.Add(verdict.Device);
    }

    /// <summary>A person has seen why a record waits, and wants a device of its own: that is remembered.</summary>
    public async Task<OwnDevice> KeepApartAsync(StagedJoin row, InConflict conflict, CancellationToken cancellationToken)
    {
        await KeptApartRecords.AddAsync(_db, new RecordName(row.Record.IntegrationId, row.Record.ExternalId), conflict.Others, _origin.By, _origin.At, cancellationToken);
        return new OwnDevice($"A person imported it as a device of its own. {conflict.Message}");
    }

    /// <summary>Saves, and writes to the devices with several records what all of them say.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_refill.Count > 0)
            await RefillDevices.RunAsync(_db, _refill, _origin, cancellationToken);
    }
}
