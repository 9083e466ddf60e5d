using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>All that a batch of rows to be undone concerns, as it stands now.</summary>
internal sealed class UndoneRows
{
    public required Dictionary<DeviceId, Device> Devices { get; init; }

    /// <summary>By the record.</summary>
    public required Dictionary<StagedDeviceId, DeviceLink> Links { get; init; }

    public required Dictionary<StagedDeviceId, StagedDevice> Records { get; init; }

    /// <summary>Records that have left staging, of which it is remembered that a person left them out.</summary>
    public required Dictionary<StagedDeviceId, LeftOutRecord> LeftOut { get; init; }

    /// <summary>Where each record is: the company of its container, and whether its type is on Auto-Sync.</summary>
    public required Dictionary<StagedDeviceId, (CompanyId? Company, bool AutoSync)> Places { get; init; }

    public required Dictionary<CompanyId, string> Companies { get; init; }

    public required Dictionary<DeviceTypeId, string> DeviceTypes { get; init; }

    public required Dictionary<int, RowImage[]> Images { get; init; }

    public required Dictionary<DeviceId, string> LaterEdits { get; init; }

    /// <summary>Whether the plan's integration is still there; false when it is about none.</summary>
    public required bool HasIntegration { get; init; }

    public static async Task<UndoneRows> LoadAsync(ConnectorsDb db, Plan plan, List<PlanItem> items, CancellationToken cancellationToken)
    {
        var images = items.ToDictionary(i => i.Number, i => RowImages.Read(i.Before));
        var ofDevices = images.Values.SelectMany(i => i).Where(i => i.Table is RowImages.Devices or RowImages.Observations).Select(i => new DeviceId(i.Key));
        var ofRecords = images.Values.SelectMany(i => i).Where(i => i.Table is RowImages.Records or RowImages.Links).Select(i => new StagedDeviceId(i.Key));
        DeviceId[] devices = [.. items.Select(i => i.DeviceId).OfType<DeviceId>().Union(ofDevices)];
        StagedDeviceId[] records = [.. items.Select(i => i.StagedDeviceId).OfType<StagedDeviceId>().Union(ofRecords)];
        var links = await db.DeviceLinks.Where(l => records.Contains(l.StagedDeviceId) || devices.Contains(l.DeviceId)).ToDictionaryAsync(l => l.StagedDeviceId, cancellationToken);
        var places = await StagedJoin.Of(db, db.StagedDevices.Where(d => records.Contains(d.Id))).AsNoTracking()
            .Select(s => new { s.Record.Id, Company = s.Container == null ? null : s.Container.CompanyId, s.Type.AutoSync })
            .ToListAsync(cancellationToken);
        return new UndoneRows
        {
            Devices = await db.Devices.Include(d => d.Observation).Where(d => devices.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken),
            Links = links,
            Records = await db.StagedDevices.Where(d => records.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken),
            LeftOut = await db.LeftOutRecords.Where(r => records.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken),
            Places = places.DistinctBy(p => p.Id).ToDictionary(p => p.Id, p => (p.Company, p.AutoSync)),
            Companies = await db.Companies.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken),
            DeviceTypes = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken),
            Images = images,
            LaterEdits = await Work.LaterEdits.FindAsync(db, plan.Kind, items, cancellationToken),
            HasIntegration = await db.Integrations.AnyAsync(i => i.Id == plan.IntegrationId, cancellationToken),
        };
    }

    /// <summary>The row an image is of; null when it is gone.</summary>
    public object? Entity(RowImage image) => image.Table switch
    {
        RowImages.Devices => Devices.GetValueOrDefault(new DeviceId(image.Key)),
        RowImages.Observations => Devices.GetValueOrDefault(new DeviceId(image.Key))?.Observation,
        RowImages.Links => Links.GetValueOrDefault(new StagedDeviceId(image.Key)),
        _ => Records.GetValueOrDefault(new StagedDeviceId(image.Key)) ?? (object?)LeftOut.GetValueOrDefault(new StagedDeviceId(image.Key)),
    };
}
