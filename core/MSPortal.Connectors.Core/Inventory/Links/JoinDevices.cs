using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>What to join to a device: one record, or all records of another device. Exactly one of them.</summary>
/// <param name="ConfirmCompany">Whether it is known, and right, that the record or device is of another company.</param>
public sealed record JoinRequest(Guid? StagedDeviceId = null, Guid? DeviceId = null, bool ConfirmCompany = false);

/// <summary>
/// Joins a record, or all records of another device, to a device. A device that is left without records goes: its history moves
/// here, and it comes back when its record is split off again.
/// </summary>
public sealed class JoinDevices(Databases databases, TimeProvider clock)
{
    public async Task<Result<LinksOfDevice>> RunAsync(Actor actor, DeviceId id, JoinRequest request, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;
        if ((request.StagedDeviceId is null) == (request.DeviceId is null))
            return new InvalidValue("stagedDeviceId", "Give exactly one of stagedDeviceId and deviceId.");
        if (request.DeviceId == id.Value)
            return new InvalidValue("deviceId", "A device can't be joined with itself.", "Choose another device.");

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeLinkTurnAsync(cancellationToken);
        var turns = await TakeTurnsAsync(db, id, request, cancellationToken);

        // Read only now: a sync may have changed the records, or taken them out of staging, while this waited for its turn.
        var joined = request.StagedDeviceId is { } record ? await RecordAsync(db, new StagedDeviceId(record), cancellationToken) : await OfDeviceAsync(db, new DeviceId(request.DeviceId!.Value), cancellationToken);
        if (joined is null || joined.Records.Any(r => !turns.Contains(r.Record.IntegrationId)))
            return new Missing(request.DeviceId is null ? "staged device" : "device");
        if (await db.Devices.SingleOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } device)
            return new Missing("device");
        if (await RefusesAsync(db, device, joined, request, cancellationToken) is { } no)
            return no;

        await JoinAsync(db, actor, device, joined, cancellationToken);
        await transaction.CommitAsync("join.commit", cancellationToken);
        return await ListDeviceLinks.OfAsync(db, id, cancellationToken);
    }

    // Links change only in the turn of those who link, so these are the integrations and devices that count until the end.
    private static async Task<HashSet<IntegrationId>> TakeTurnsAsync(ConnectorsDb db, DeviceId id, JoinRequest request, CancellationToken cancellationToken)
    {
        StagedDeviceId? record = request.StagedDeviceId is { } named ? new StagedDeviceId(named) : null;
        DeviceId? other = request.DeviceId is { } device ? new DeviceId(device) : null;
        var links = await db.DeviceLinks.AsNoTracking()
            .Where(l => l.DeviceId == id || l.DeviceId == other || l.StagedDeviceId == record)
            .Select(l => new { l.IntegrationId, l.DeviceId })
            .ToListAsync(cancellationToken);
        var own = await db.StagedDevices.Where(d => d.Id == record).Select(d => d.IntegrationId).ToListAsync(cancellationToken);
        HashSet<IntegrationId> turns = [.. links.Select(l => l.IntegrationId), .. own];
        await db.TakeTurnsAsync([.. turns], cancellationToken);
        await db.LockDevicesAsync([id, .. links.Select(l => l.DeviceId).Where(d => d != id).Distinct()], cancellationToken);
        return turns;
    }

    private async Task JoinAsync(ConnectorsDb db, Actor actor, Device device, Joined joined, CancellationToken cancellationToken)
    {
        var origin = new ChangeOrigin(actor.Name, clock.GetUtcNow());
        var names = await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        var former = joined.Records.Select(r => r.Device).FirstOrDefault(d => d is not null && d.Id != device.Id);
        var emptied = former is not null && !await db.DeviceLinks.AnyAsync(l => l.DeviceId == former.Id && !joined.Ids.Contains(l.StagedDeviceId), cancellationToken) ? former : null;
        var there = await db.DeviceLinks.Where(l => l.DeviceId == device.Id).Select(l => new { l.IntegrationId, l.ExternalId }).ToListAsync(cancellationToken);
        await KeptApartRecords.ForgetAsync(db, [.. joined.Records.Select(r => r.Name)], [.. there.Select(l => new RecordName(l.IntegrationId, l.ExternalId))], cancellationToken);

        var successors = joined.Records.ToDictionary(r => r.Record.Id, r => r.Link?.SupersededById);
        var evidence = former is null ? $"{actor.Name} joined it by hand." : $"{actor.Name} joined it by hand; before that it belonged to \"{former.Name}\".";
        foreach (var row in joined.Records)
        {
            Link(db, row, device.Id, joined.IsDevice, emptied?.Id, evidence, origin);
            row.Record.FailureCode = row.Record.FailureMessage = null;

            // It was confirmed that the device's company counts, and not that of the record's container.
            if (row.Company is { } company && company != device.CompanyId)
                row.Record.KeptFrom = company;
            DeviceHistory.Linked(db, device.Id, RecordText.Of(names, row.Record.IntegrationId, row.Record.Name, row.Record.ExternalId), origin);
        }

        await db.SaveChangesAsync(cancellationToken);
        var lent = emptied is null ? null : await JoinedDevices.PutIntoAsync(db, emptied, device, actor.Name, origin.At, cancellationToken);
        if (emptied is null && former is not null)
            await LinkRevival.OfAsync(db, former.Id, successors, cancellationToken);
        db.Record(
            actor,
            clock,
            "device.joined",
            new AuditSubject("device", device.Id.Value, device.Name),
            before: former is null ? null : new { device = former.Id.Value, former.Name },
            after: new { records = joined.Records.Select(r => RecordText.Of(names, r.Record.IntegrationId, r.Record.Name, r.Record.ExternalId)), emptied = emptied is not null, ownFields = lent is { Count: > 0 } ? lent : null });
        await db.SaveChangesAsync(cancellationToken);
        await RefillDevices.RunAsync(db, former is null || emptied is not null ? [device.Id] : [device.Id, former.Id], origin, cancellationToken);
    }

    private static void Link(ConnectorsDb db, JoinedRow row, DeviceId device, bool isDevice, DeviceId? emptied, string evidence, ChangeOrigin origin)
    {
        if (row.Link is not { } link)
        {
            db.DeviceLinks.Add(NewDevice.LinkOf(row.Record, device, LinkReason.Joined, evidence, origin));
            return;
        }

        // A record that is named feeds the device again; those that come along with their device stay as they were.
        if (!isDevice)
            link.Revive();
        if (link.DeviceId != device)
            link.OwnDeviceId = link.OwnDeviceId ?? emptied;
        (link.DeviceId, link.Reason, link.Evidence, link.LinkedBy, link.LinkedAt) = (device, LinkReason.Joined, evidence, origin.By, origin.At);
    }

    private static async Task<Refusal?> RefusesAsync(ConnectorsDb db, Device device, Joined joined, JoinRequest request, CancellationToken cancellationToken)
    {
        if (joined.Records.Count == 0)
            return new NothingToJoin();
        if (joined.Records.All(r => r.Link is { IsLive: true } link && link.DeviceId == device.Id))
            return new JoinedAlready();

        var company = joined.Records.Select(r => r.Device is { } own && own.Id != device.Id ? own.CompanyId : r.Company).FirstOrDefault(c => c is not null && c != device.CompanyId);
        if (company is not { } other || request.ConfirmCompany)
            return null;

        var names = await db.Companies.AsNoTracking().Where(c => c.Id == other || c.Id == device.CompanyId).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return new OtherCompany(names[device.CompanyId], names[other]);
    }

    private static async Task<Joined?> RecordAsync(ConnectorsDb db, StagedDeviceId id, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(db, db.StagedDevices.Where(d => d.Id == id), cancellationToken);
        return rows.Count == 0 ? null : new Joined(rows, false);
    }

    private static async Task<Joined?> OfDeviceAsync(ConnectorsDb db, DeviceId id, CancellationToken cancellationToken) =>
        await db.Devices.AnyAsync(d => d.Id == id, cancellationToken)
            ? new Joined(await RowsAsync(db, db.StagedDevices.Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && l.DeviceId == id)), cancellationToken), true)
            : null;

    private static async Task<List<JoinedRow>> RowsAsync(ConnectorsDb db, IQueryable<StagedDevice> records, CancellationToken cancellationToken) =>
        (await StagedJoin.Of(db, records).ToListAsync(cancellationToken)).ConvertAll(s => new JoinedRow(s.Record, s.Link, s.Device, s.Container?.CompanyId));

    private sealed record JoinedRow(StagedDevice Record, DeviceLink? Link, Device? Device, CompanyId? Company)
    {
        public RecordName Name => new(Record.IntegrationId, Record.ExternalId);
    }

    private sealed record Joined(IReadOnlyList<JoinedRow> Records, bool IsDevice)
    {
        public StagedDeviceId[] Ids { get; } = [.. Records.Select(r => r.Record.Id)];
    }
}

/// <summary>The record or device is of another company.</summary>
public sealed record OtherCompany(string Company, string Other) : Refusal(
    RefusalKind.Conflict,
    "other_company",
    $"The device belongs to {Company}, and what is to be joined to {Other}.",
    "Check that both are the same device. Then join with confirmCompany, and it stays with the company of the device; or map the container to that company first.");

/// <summary>The record belongs to the device.</summary>
public sealed record JoinedAlready() : Refusal(
    RefusalKind.Conflict,
    "already_joined",
    "The record belongs to this device already.",
    "Look at the device's sources again.");

/// <summary>The other device has no record that could be joined.</summary>
public sealed record NothingToJoin() : Refusal(
    RefusalKind.Conflict,
    "no_records",
    "No integration reports that device any more, so it has no record that could be joined.",
    "Choose a device that an integration reports.");
