using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Inventory.Sources;
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

/// <summary>A section of Device Detail.</summary>
public sealed record FactSectionView(FactSection Key, IReadOnlyList<ReadingView> Readings);

/// <summary>One fact.</summary>
/// <param name="Value">A string, number or boolean; null unless the state is known.</param>
/// <param name="Source">Name of the integration that says so; of a fact that none tells, all of the device's.</param>
/// <param name="Note">Why the value is not known, or where it came from; null when there is nothing to say.</param>
/// <param name="Others">Other sources that know another value.</param>
public sealed record ReadingView(
    string Key,
    string Label,
    JsonElement? Value,
    FactUnit? Unit,
    ReadingState State,
    DateTimeOffset ObservedAt,
    string Source,
    string? Note,
    IReadOnlyList<OtherReading> Others);

/// <summary>What another source says of a fact.</summary>
/// <param name="Source">Name of the integration.</param>
/// <param name="Value">A string, number or boolean.</param>
public sealed record OtherReading(string Source, JsonElement Value, DateTimeOffset ObservedAt);

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
        var links = (await ListDeviceLinks.OfAsync(db, id, cancellationToken)).Links;
        var feeding = links.Where(l => !l.Superseded).ToList();
        var readings = feeding.Count > 1 ? await ManyReadings.OfAsync(db, device, feeding, cancellationToken) : OneReading(device, feeding);
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
            [.. DeviceFacts.All.Where(key => key.Section != FactSection.Identity).GroupBy(key => key.Section).Select(section => new FactSectionView(section.Key, [.. section.Select(key => Applying(readings(key), device.OsName))]))],
            device.Observation.ObservedAt,
            device.CreatedAt,
            device.UpdatedAt);
    }

    private static Func<FactKey, ReadingView> OneReading(Device device, List<LinkView> links)
    {
        var facts = FactSheet.Read(device.Facts, device.Observation.Facts);
        var source = string.Join(", ", links.Select(l => l.IntegrationName).Distinct());
        return key => Reading(key, facts.GetValueOrDefault(key.Key), source, device.Observation.ObservedAt, []);
    }

    // What a source says is shown as it says it; the compliance report counts it as not applicable.
    private static ReadingView Applying(ReadingView reading, string? osName)
    {
        if (SecurityCheck.Find(reading.Key)?.AppliesTo(osName) is not false)
            return reading;

        return reading with { Note = reading.State == ReadingState.Known ? $"{osName} does not have it: what {reading.Source} says means nothing." : $"{osName} does not have it." };
    }

    internal static ReadingView Reading(FactKey key, StoredFact? fact, string source, DateTimeOffset recordAt, IReadOnlyList<OtherReading> others) => new(
        key.Key,
        key.Label,
        fact?.Value,
        key.Unit == FactUnit.None ? null : key.Unit,
        fact?.State ?? ReadingState.Absent,
        fact?.ObservedAt ?? recordAt,
        source,
        fact?.Note,
        others);
}
