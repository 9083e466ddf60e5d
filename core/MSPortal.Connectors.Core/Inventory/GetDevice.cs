using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>A device with all that is known of it.</summary>
/// <param name="SourceName">What its vendor calls it.</param>
/// <param name="Locks">What people gave it and no sync changes.</param>
/// <param name="OwnFields">All of the tenant's own fields, with a value or without.</param>
public sealed record DeviceDetail(
    Guid Id,
    string Name,
    string? SerialNumber,
    CompanyRef Company,
    DeviceTypeRef DeviceType,
    string? Manufacturer,
    string? Model,
    string? CurrentUser,
    string SourceName,
    IReadOnlyList<DeviceLock> Locks,
    IReadOnlyList<OwnValueView> OwnFields,
    IReadOnlyList<LinkView> Links,
    IReadOnlyList<FactSectionView> Sections,
    DateTimeOffset ObservedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>A source record that a device came from.</summary>
/// <param name="NotSeenSince">Since when the vendor no longer reports it; null while it does.</param>
public sealed record LinkView(
    Guid IntegrationId,
    string IntegrationName,
    string ExternalId,
    string? Container,
    string? WebLink,
    string LinkedBy,
    DateTimeOffset LinkedAt,
    DateTimeOffset? NotSeenSince);

/// <summary>A section of Device Detail.</summary>
public sealed record FactSectionView(FactSection Key, IReadOnlyList<ReadingView> Readings);

/// <summary>One fact.</summary>
/// <param name="Value">A string, number or boolean; null unless the state is known.</param>
/// <param name="Note">Why the value is not known, or where it came from; null when there is nothing to say.</param>
public sealed record ReadingView(
    string Key,
    string Label,
    JsonElement? Value,
    FactUnit? Unit,
    ReadingState State,
    DateTimeOffset ObservedAt,
    string Source,
    string? Note);

/// <summary>Gets one device of the inventory.</summary>
public sealed class GetDevice(Databases databases)
{
    public async Task<Result<DeviceDetail>> RunAsync(Actor actor, DeviceId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var found = await db.Devices.AsNoTracking()
            .Include(d => d.Observation)
            .Where(d => d.Id == id)
            .Join(db.Companies, d => new { d.TenantId, Id = d.CompanyId }, c => new { c.TenantId, c.Id }, (Device, Company) => new { Device, Company })
            .Join(db.DeviceTypes, x => new { x.Device.TenantId, Id = x.Device.DeviceTypeId }, t => new { t.TenantId, t.Id }, (x, Type) => new { x.Device, x.Company, Type })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return new Missing("device");

        var device = found.Device;
        var links = await LinksAsync(db, id, cancellationToken);
        var source = string.Join(", ", links.Select(l => l.IntegrationName).Distinct());
        return new DeviceDetail(
            device.Id.Value,
            device.Name,
            device.SerialNumber,
            new CompanyRef(found.Company.Id.Value, found.Company.Name),
            new DeviceTypeRef(found.Type.Id.Value, found.Type.Name),
            device.Manufacturer,
            device.Model,
            device.CurrentUser,
            device.SourceName,
            DeviceLocks.Read(device.Locks),
            await db.OwnValuesAsync(id, cancellationToken),
            links,
            Sections(device, source),
            device.Observation.ObservedAt,
            device.CreatedAt,
            device.UpdatedAt);
    }

    private static async Task<List<LinkView>> LinksAsync(ConnectorsDb db, DeviceId id, CancellationToken cancellationToken) => await (
        from link in db.DeviceLinks.AsNoTracking()
        where link.DeviceId == id
        join integration in db.Integrations on new { link.TenantId, Id = link.IntegrationId } equals new { integration.TenantId, integration.Id }
        join record in db.StagedDevices on new { link.TenantId, Id = link.StagedDeviceId } equals new { record.TenantId, record.Id }
        orderby link.LinkedAt
        select new LinkView(
            link.IntegrationId.Value,
            integration.Name,
            link.ExternalId,
            db.Containers.Where(c => c.Id == record.ContainerId).Select(c => c.Name).FirstOrDefault(),
            record.WebLink,
            link.LinkedBy,
            link.LinkedAt,
            record.NotSeenSince)).ToListAsync(cancellationToken);

    private static IReadOnlyList<FactSectionView> Sections(Device device, string source)
    {
        var facts = FactSheet.Read(device.Facts, device.Observation.Facts);
        return [.. DeviceFacts.All
            .Where(key => key.Section != FactSection.Identity)
            .GroupBy(key => key.Section)
            .Select(section => new FactSectionView(section.Key, [.. section.Select(Reading)]))];

        ReadingView Reading(FactKey key)
        {
            var fact = facts.GetValueOrDefault(key.Key);
            return new ReadingView(
                key.Key,
                key.Label,
                fact?.Value,
                key.Unit == FactUnit.None ? null : key.Unit,
                fact?.State ?? ReadingState.Absent,
                fact?.ObservedAt ?? device.Observation.ObservedAt,
                source,
                fact?.Note);
        }
    }
}
