using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>
/// Says for records that are about to be imported whether their serial numbers belong to devices that are there. The one place
/// that joins without being told to: it does so only when nothing speaks against it.
/// </summary>
internal sealed class SerialMatches
{
    private ILookup<string, SerialBearer> _bearers = Array.Empty<SerialBearer>().ToLookup(b => b.SerialKey);
    private ILookup<RecordName, RecordName> _apart = Array.Empty<RecordName>().ToLookup(r => r);
    private ILookup<string, DeviceId> _orphans = Array.Empty<DeviceId>().ToLookup(_ => "");
    private ILookup<DeviceId, DeviceLink> _links = Array.Empty<DeviceLink>().ToLookup(l => l.DeviceId);
    private Dictionary<DeviceId, (string Name, CompanyId Company)> _devices = [];
    private Dictionary<IntegrationId, string> _integrations = [];
    private Dictionary<CompanyId, string> _companies = [];

    private SerialMatches()
    {
    }

    /// <summary>The devices that records may be joined to.</summary>
    public IReadOnlyCollection<DeviceId> Devices => _devices.Keys;

    /// <summary>
    /// Looks for others with the records' serial numbers. In the caller's transaction, which has the turn of those who link and
    /// that of the records' integration; takes the turns of the others whose records may get company.
    /// </summary>
    public static Task<SerialMatches> FindAsync(ConnectorsDb db, IReadOnlyList<StagedJoin> rows, CancellationToken cancellationToken) =>
        FindAsync(db, [.. rows.Select(SerialClaim.Of)], takesTurns: true, cancellationToken);

    /// <summary>The same, for someone who only wants to know.</summary>
    public static Task<SerialMatches> PeekAsync(ConnectorsDb db, IReadOnlyList<SerialClaim> claims, CancellationToken cancellationToken) =>
        FindAsync(db, claims, takesTurns: false, cancellationToken);

    private static async Task<SerialMatches> FindAsync(ConnectorsDb db, IReadOnlyList<SerialClaim> rows, bool takesTurns, CancellationToken cancellationToken)
    {
        var matches = new SerialMatches();
        string?[] keys = [.. rows.Where(r => !r.IsLinked).Select(r => TrustedSerial.KeyOf(r.SerialNumber)).Where(k => k is not null).Distinct(StringComparer.Ordinal)];
        if (keys.Length == 0)
            return matches;

        var bearing = rows.Count(r => !r.IsLinked && TrustedSerial.KeyOf(r.SerialNumber) is not null);
        StagedDeviceId[] asked = [.. rows.Select(r => r.Id)];
        var others = await db.StagedDevices
            .Where(d => d.TenantId == db.Tenant && keys.Contains(d.SerialKey) && !asked.Contains(d.Id))
            .Select(d => d.IntegrationId).Distinct().ToListAsync(cancellationToken);
        await matches.FindOrphansAsync(db, keys, rows, cancellationToken);
        if (others.Count == 0 && bearing == keys.Length && matches._orphans.Count == 0)
            return matches;

        var own = rows[0].Name.Integration;
        if (takesTurns)
            await db.TakeTurnsAsync(others.Where(i => i != own), cancellationToken);
        await matches.LoadAsync(db, keys, rows, cancellationToken);
        return matches;
    }

    /// <summary>Where a record belongs.</summary>
    public SerialVerdict Of(StagedJoin row) => Of(SerialClaim.Of(row));

    /// <inheritdoc cref="Of(StagedJoin)" />
    public SerialVerdict Of(SerialClaim record)
    {
        if (TrustedSerial.KeyOf(record.SerialNumber) is not { } key || record.Company is not { } company)
            return new OwnDevice();

        var name = record.Name;
        SerialBearer[] bearers = [.. _bearers[key].Where(b => b.Id != record.Id)];
        SerialBearer[] twins = [.. bearers.Where(b => b.Name.Integration == record.Name.Integration && b.IsPresent)];
        DeviceId[] devices = [.. bearers.Where(b => b.IsLive && !IsKeptApart(name, b.Device!.Value)).Select(b => b.Device!.Value).Distinct()];
        // Two records of which the vendor only shows the other now: this one is about to go, and the device is the other's.
        if (!record.IsSeen && twins.Length > 0)
            return Conflict(devices, $"The last complete sync did not see this record, but another one of {IntegrationOf(record.Name.Integration)} with its serial number {record.SerialNumber}. It was probably enrolled anew.");
        if (devices.Length == 0 && _orphans[key].ToArray() is { Length: > 0 } orphans)
            return OfOrphans(record, company, twins, orphans);
        if (devices.Length == 0)
            return new OwnDevice(twins.Length > 0 ? Shared(record, twins.Length + 1) : null);

        if (twins.Length > 0)
            return OfShared(record, bearers, twins, devices);
        if (bearers.Where(b => b.IsPresent).GroupBy(b => b.Name.Integration).FirstOrDefault(g => g.Count() > 1) is { } many)
            return Conflict(devices, $"Serial number {record.SerialNumber} is told by {many.Count()} records of {IntegrationOf(many.Key)}, so it does not tell which device this is.");
        if (devices.Length > 1)
            return Conflict(devices, $"Serial number {record.SerialNumber} is that of {devices.Length} devices in the inventory: {string.Join(", ", devices.Take(3).Select(TellOf))}.");

        return OfOne(record, company, bearers, devices[0]);
    }

    // Devices that no integration reports any more, as after their integration was deleted.
    private SerialVerdict OfOrphans(SerialClaim record, CompanyId company, SerialBearer[] twins, DeviceId[] orphans)
    {
        var its = $"Serial number {record.SerialNumber} is that of {string.Join(", ", orphans.Take(3).Select(TellOf))}, which no integration reports any more";
        return orphans.Length > 1 || twins.Length > 0 ? Conflict(orphans, $"{its}, but it does not tell which device this is.")
            : _devices[orphans[0]].Company != company ? Conflict(orphans, $"{its}. It belongs to {CompanyOf(_devices[orphans[0]].Company)}, but this record's container is mapped to {CompanyOf(company)}.")
            : new JoinsDevice(orphans[0], null, $"{its}, and it has the same company.");
    }

    // One of them may be about to go, as when a device was enrolled anew: then it is worth waiting for. Those that were there
    // together from the start are what the vendor says, devices of their own.
    private SerialVerdict OfShared(SerialClaim record, SerialBearer[] bearers, SerialBearer[] twins, DeviceId[] devices) =>
        bearers.Any(b => b.Name.Integration != record.Name.Integration && b.IsLive && devices.Contains(b.Device!.Value)) || twins.Any(t => t.IsLive && t.LinkedAt < record.FirstSeenAt)
            ? Conflict(devices, $"{Shared(record, twins.Length + 1)} One of them may be {TellOf(devices[0])}, which is in the inventory.")
            : new OwnDevice(Shared(record, twins.Length + 1));

    private SerialVerdict OfOne(SerialClaim record, CompanyId company, SerialBearer[] bearers, DeviceId device)
    {
        DeviceLink[] beside = [.. _links[device].Where(l => l.IsLive && l.IntegrationId == record.Name.Integration)];
        var isSeen = record.IsSeen;
        var former = beside.Length == 1 ? Array.Find(bearers, b => b.Id == beside[0].StagedDeviceId) : null;
        var its = $"Serial number {record.SerialNumber} is that of {TellOf(device)}, which is in the inventory";
        if (beside.Length > 0 && (former is null || former.IsPresent || !isSeen))
            return Conflict([device], $"{its} and has another record of {IntegrationOf(record.Name.Integration)}.");
        if (_devices[device].Company != company)
            return Conflict([device], $"{its} under {CompanyOf(_devices[device].Company)}, but this record's container is mapped to {CompanyOf(company)}. Devices are never joined across companies by themselves.");

        return former is not null
            ? new JoinsDevice(device, former.Id, $"Enrolled anew at {IntegrationOf(record.Name.Integration)}: it has the serial number {record.SerialNumber} of the record {former.Name.ExternalId}, which the last complete sync did not see.")
            : new JoinsDevice(device, null, $"It has the same serial number {record.SerialNumber} as the record of {string.Join(" and of ", bearers.Where(b => b.IsLive && b.Device == device).Select(b => IntegrationOf(b.Name.Integration)).Distinct())}, and the same company.");
    }

    private InConflict Conflict(DeviceId[] devices, string message) =>
        new(message, [.. devices.SelectMany(d => _links[d]).Select(l => new RecordName(l.IntegrationId, l.ExternalId))]);

    private string Shared(SerialClaim record, int count) =>
        $"Serial number {record.SerialNumber} is told by {count} records of {IntegrationOf(record.Name.Integration)} at once, so it joins none of them to a device.";

    private bool IsKeptApart(RecordName record, DeviceId device) =>
        _links[device].Any(l => _apart[record].Contains(new RecordName(l.IntegrationId, l.ExternalId)));

    private string TellOf(DeviceId device) => $"\"{_devices[device].Name}\"";

    private string IntegrationOf(IntegrationId id) => _integrations.GetValueOrDefault(id, "an integration");

    private string CompanyOf(CompanyId id) => _companies.GetValueOrDefault(id, "another company");

    private async Task FindOrphansAsync(ConnectorsDb db, string?[] keys, IReadOnlyList<SerialClaim> rows, CancellationToken cancellationToken)
    {
        // As the index has them; most are in capitals anyway.
        string[] texts = [.. rows.Select(r => r.SerialNumber).Concat(keys).OfType<string>().Distinct(StringComparer.Ordinal)];
        var found = await db.Devices
            .Where(d => d.TenantId == db.Tenant && texts.Contains(d.SerialNumber!) && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.DeviceId == d.Id))
            .Select(d => new { d.Id, d.SerialNumber, d.Manufacturer, d.Model })
            .ToListAsync(cancellationToken);
        _orphans = found.Where(d => !TrustedSerial.IsHypervisor(d.Manufacturer, d.Model)).ToLookup(d => TrustedSerial.Compared(d.SerialNumber)!, d => d.Id);
    }

    private async Task LoadAsync(ConnectorsDb db, string?[] keys, IReadOnlyList<SerialClaim> rows, CancellationToken cancellationToken)
    {
        var found = await (
            from record in db.StagedDevices
            where record.TenantId == db.Tenant && keys.Contains(record.SerialKey)
            join link in db.DeviceLinks on new { record.TenantId, Id = record.Id } equals new { link.TenantId, Id = link.StagedDeviceId } into links
            from link in links.DefaultIfEmpty()
            select new
            {
                record.Id,
                record.IntegrationId,
                record.ExternalId,
                record.SerialKey,
                record.MissedRuns,
                record.NotSeenSince,
                record.Manufacturer,
                record.Model,
                Device = link == null ? null : (DeviceId?)link.DeviceId,
                SupersededAt = link == null ? null : link.SupersededAt,
                LinkedAt = link == null ? null : (DateTimeOffset?)link.LinkedAt,
            }).AsNoTracking().ToListAsync(cancellationToken);
        found.RemoveAll(r => TrustedSerial.IsHypervisor(r.Manufacturer, r.Model));
        _bearers = found.ToLookup(r => r.SerialKey!, r => new SerialBearer(
            r.Id, new RecordName(r.IntegrationId, r.ExternalId), r.SerialKey!, r.MissedRuns == 0 && r.NotSeenSince is null, r.Device, r.Device is not null && r.SupersededAt is null, r.LinkedAt));

        DeviceId[] devices = [.. found.Select(r => r.Device).OfType<DeviceId>().Concat(_orphans.SelectMany(o => o)).Distinct()];
        if (devices.Length > 0)
        {
            _links = (await db.DeviceLinks.AsNoTracking().Where(l => devices.Contains(l.DeviceId)).ToListAsync(cancellationToken)).ToLookup(l => l.DeviceId);
            _devices = await db.Devices.AsNoTracking().Where(d => devices.Contains(d.Id)).Select(d => new { d.Id, d.Name, d.CompanyId })
                .ToDictionaryAsync(d => d.Id, d => (d.Name, d.CompanyId), cancellationToken);
            CompanyId[] companies = [.. _devices.Values.Select(d => d.Company).Concat(rows.Select(r => r.Company).OfType<CompanyId>()).Distinct()];
            _companies = await db.Companies.AsNoTracking().Where(c => companies.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
            _apart = await KeptApartRecords.OfAsync(db, rows.Where(r => !r.IsLinked).Select(r => r.Name), cancellationToken);
        }

        _integrations = await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
    }
}
