using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>Makes devices, and links, from records.</summary>
internal static class NewDevice
{
    /// <summary>A device that says what the record says.</summary>
    /// <param name="createdAt">When it came into the inventory; null for now.</param>
    public static Device Of(StagedJoin row, DeviceId id, CompanyId company, DeviceTypeId type, DeviceNaming naming, DateTimeOffset now, DateTimeOffset? createdAt = null)
    {
        var record = row.Record;
        var device = new Device
        {
            TenantId = record.TenantId,
            Id = id,
            CompanyId = company,
            DeviceTypeId = type,
            Name = record.Name,
            SourceName = record.Name,
            Facts = record.Facts,
            CreatedAt = createdAt ?? now,
            UpdatedAt = now,
        };
        DeviceFields.Fill(device, DeviceSays.Of(record), naming, now);
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
        return device;
    }

    /// <summary>A link of a record that has none.</summary>
    public static DeviceLink LinkOf(StagedDevice record, DeviceId device, LinkReason reason, string evidence, ChangeOrigin origin) => new()
    {
        TenantId = record.TenantId,
        StagedDeviceId = record.Id,
        DeviceId = device,
        IntegrationId = record.IntegrationId,
        ExternalId = record.ExternalId,
        AppliedHash = record.ContentHash,
        Reason = reason,
        Evidence = evidence,
        LinkedBy = origin.By,
        LinkedAt = origin.At,
    };
}
