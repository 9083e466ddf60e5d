using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>What a split made.</summary>
/// <param name="DeviceId">The device that the record is now.</param>
/// <param name="IsBack">Whether that is the device which the record was before it was joined.</param>
public sealed record SplitView(Guid DeviceId, bool IsBack, IReadOnlyList<LinkView> Links);

/// <summary>
/// Takes a record out of a device and makes it a device of its own. It is remembered that it is not the same as the other
/// records of that device: nothing but a person joins them again.
/// </summary>
public sealed class SplitDevice(Databases databases, TimeProvider clock)
{
    public async Task<Result<SplitView>> RunAsync(Actor actor, DeviceId id, Guid linkId, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;

        var record = new StagedDeviceId(linkId);
        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeLinkTurnAsync(cancellationToken);
        await db.TakeTurnsAsync(await db.DeviceLinks.Where(l => l.DeviceId == id).Select(l => l.IntegrationId).ToListAsync(cancellationToken), cancellationToken);
        await db.LockDevicesAsync([id], cancellationToken);
        var rows = await StagedJoin.Of(db, db.StagedDevices.Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && l.DeviceId == id))).ToListAsync(cancellationToken);
        if (rows.Count == 0 && !await db.Devices.AnyAsync(d => d.Id == id, cancellationToken))
            return new Missing("device");
        if (rows.Find(r => r.Record.Id == record) is not { } row)
            return new Missing("link");
        if (rows.Count == 1)
            return new OnlyLink();

        var view = await SplitAsync(db, actor, row, [.. rows.Where(r => r.Record.Id != record)], cancellationToken);
        await transaction.CommitAsync("split.commit", cancellationToken);
        return view;
    }

    private async Task<SplitView> SplitAsync(ConnectorsDb db, Actor actor, StagedJoin row, StagedJoin[] others, CancellationToken cancellationToken)
    {
        var (from, link, origin) = (row.Device!, row.Link!, new ChangeOrigin(actor.Name, clock.GetUtcNow()));
        var names = await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        var told = RecordText.Of(names, link.IntegrationId, row.Record.Name, link.ExternalId);
        var kept = await JoinedDevices.FindAsync(db, link.OwnDeviceId, from.Id, cancellationToken);
        var device = await MakeAsync(db, row, from, kept, origin.At, cancellationToken);
        db.Devices.Add(device);
        await db.SaveChangesAsync(cancellationToken);
        IReadOnlyDictionary<string, string>? gaveBack = null;
        if (kept is not null)
        {
            await JoinedDevices.GiveHistoryBackAsync(db, kept, cancellationToken);
            gaveBack = await OwnOfJoined.GiveBackAsync(db, kept, device, cancellationToken);
        }

        var successor = link.SupersededById;
        link.Revive();
        (link.DeviceId, link.Reason, link.LinkedBy, link.LinkedAt, link.OwnDeviceId, link.AppliedHash) = (device.Id, LinkReason.Split, actor.Name, origin.At, null, row.Record.ContentHash);
        link.Evidence = $"{actor.Name} took it out of \"{from.Name}\": it is not the same device.";
        await KeptApartRecords.AddAsync(db, new RecordName(link.IntegrationId, link.ExternalId), others.Select(o => new RecordName(o.Record.IntegrationId, o.Record.ExternalId)), actor.Name, origin.At, cancellationToken);
        DeviceHistory.Split(db, from.Id, told, null, origin);
        DeviceHistory.Split(db, device.Id, null, told, origin);
        db.Record(
            actor,
            clock,
            "device.split",
            new AuditSubject("device", from.Id.Value, from.Name),
            before: new { record = told },
            after: new { device = device.Id.Value, cameBack = kept is not null, ownFields = gaveBack is { Count: > 0 } ? gaveBack : null });
        await db.SaveChangesAsync(cancellationToken);
        await LinkRevival.OfAsync(db, from.Id, new Dictionary<StagedDeviceId, StagedDeviceId?> { [row.Record.Id] = successor }, cancellationToken);
        await RefillDevices.RunAsync(db, [from.Id, device.Id], origin, cancellationToken);
        return new SplitView(device.Id.Value, kept is not null, (await ListDeviceLinks.OfAsync(db, from.Id, cancellationToken)).Links);
    }

    private async Task<Device> MakeAsync(ConnectorsDb db, StagedJoin row, Device from, JoinedDevice? kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CompanyId?[] companies = [kept?.CompanyId, row.Container?.CompanyId];
        DeviceTypeId?[] types = [kept?.DeviceTypeId, row.Type.DeviceTypeId];
        var knownCompanies = await db.Companies.Where(c => companies.Contains(c.Id)).Select(c => (CompanyId?)c.Id).ToListAsync(cancellationToken);
        var knownTypes = await db.DeviceTypes.Where(t => types.Contains(t.Id)).Select(t => (DeviceTypeId?)t.Id).ToListAsync(cancellationToken);
        return NewDevice.Of(
            row,
            kept?.Id ?? EntityId.New<DeviceId>(clock),
            Array.Find(companies, knownCompanies.Contains) ?? from.CompanyId,
            Array.Find(types, knownTypes.Contains) ?? from.DeviceTypeId,
            await DeviceNaming.OpenAsync(db, cancellationToken),
            now,
            kept?.CreatedAt);
    }
}

/// <summary>A device that has one record is that record.</summary>
public sealed record OnlyLink() : Refusal(
    RefusalKind.Conflict,
    "only_link",
    "This is the device's only record, so there is nothing to split it from.",
    "Join it to another device instead, or leave it as it is.");
