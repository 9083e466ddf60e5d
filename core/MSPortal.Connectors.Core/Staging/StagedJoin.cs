using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Staging;

/// <summary>A staged device with all that its status depends on.</summary>
internal sealed class StagedJoin
{
    public required StagedDevice Record { get; init; }

    public required ProviderType Type { get; init; }

    public required Container? Container { get; init; }

    public required DeviceLink? Link { get; init; }

    public required Device? Device { get; init; }

    public required StagedStatus Status { get; init; }

    /// <summary>Whether it waits because it is in doubt which device its serial number belongs to.</summary>
    public bool IsInConflict => Status == StagedStatus.Held && Link is null && Record.FailureCode == StatusReason.SerialConflict && !Container!.HoldsNewDevices;

    /// <summary>
    /// The staged devices of an integration, with their observations when whole records are read. The one place that says what
    /// each status means.
    /// </summary>
    public static IQueryable<StagedJoin> In(ConnectorsDb db, IntegrationId integration) =>
        Of(db, db.StagedDevices.Where(d => d.IntegrationId == integration));

    /// <summary>Some staged devices, of any integrations.</summary>
    public static IQueryable<StagedJoin> Of(ConnectorsDb db, IQueryable<StagedDevice> records) =>
        from record in records.Include(d => d.Observation)
        join type in db.ProviderTypes
            on new { record.TenantId, record.IntegrationId, Key = record.TypeKey } equals new { type.TenantId, type.IntegrationId, type.Key }
        join container in db.Containers
            on new { record.TenantId, Id = record.ContainerId } equals new { container.TenantId, Id = (ContainerId?)container.Id } into containers
        from container in containers.DefaultIfEmpty()
        join link in db.DeviceLinks
            on new { record.TenantId, StagedDeviceId = record.Id } equals new { link.TenantId, link.StagedDeviceId } into links
        from link in links.DefaultIfEmpty()
        join device in db.Devices.Include(d => d.Observation)
            on new { link.TenantId, Id = link.DeviceId } equals new { device.TenantId, device.Id } into devices
        from device in devices.DefaultIfEmpty()
        join owner in db.Integrations on new { record.TenantId, Id = record.IntegrationId } equals new { owner.TenantId, owner.Id }
        select new StagedJoin
        {
            Record = record,
            Type = type,
            Container = container,
            Link = link,
            Device = device,
            Status =
                container == null || container.CompanyId == null ? StagedStatus.ContainerUnmapped
                : record.NotSeenSince != null ? StagedStatus.NotSeen
                : link != null && link.SupersededAt != null && record.MissedRuns == 0 ? StagedStatus.Held
                : link != null && device!.CompanyId != container.CompanyId && owner.OnMove != MoveChoice.Stay && (record.KeptFrom == null || record.KeptFrom != container.CompanyId) ? StagedStatus.Held
                : link != null ? (link.AppliedHash != record.ContentHash ? StagedStatus.Changed : StagedStatus.Imported)
                : type.Ignored ? StagedStatus.Ignored
                : container.HoldsNewDevices ? StagedStatus.Held
                : record.FailureCode == StatusReason.SerialConflict && type.DeviceTypeId != null ? StagedStatus.Held
                : record.FailureCode != null ? StagedStatus.Failed
                : type.DeviceTypeId == null ? StagedStatus.TypeUnmapped
                : StagedStatus.New,
        };
}
