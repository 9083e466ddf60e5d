using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Staging;

/// <summary>A figure of the coverage report of which the devices are kept. Of those in no container, or in one without a company, only the number is.</summary>
public enum CoverageFigure
{
    /// <summary>What the vendor has.</summary>
    Source,

    /// <summary>Those that are in the inventory.</summary>
    Imported,

    /// <summary>Those that are not.</summary>
    Difference,

    /// <summary>Of the difference: can be imported.</summary>
    New,

    /// <summary>Of the difference: the last import failed.</summary>
    Failed,

    /// <summary>Of the difference: waits because something is in doubt.</summary>
    Held,

    /// <summary>Of the difference: the type maps to no device type.</summary>
    TypeUnmapped,

    /// <summary>Of the difference: the type is ignored.</summary>
    TypeIgnored,

    /// <summary>In the inventory, and no longer at the vendor.</summary>
    NotSeen,
}

/// <summary>Finds the staged devices behind a figure: as many as the report counts.</summary>
internal static class CoverageFigures
{
    public static IQueryable<StagedDevice> Of(ConnectorsDb db, IQueryable<StagedDevice> devices, CoverageFigure figure)
    {
        var there = devices.Where(d => d.NotSeenSince == null);
        return figure switch
        {
            CoverageFigure.Imported => Imported(db, there),
            CoverageFigure.NotSeen => Imported(db, devices.Where(d => d.NotSeenSince != null)),
            CoverageFigure.Difference => Waiting(db, there),
            CoverageFigure.Source => Source(db, there),
            _ => WithStatus(db, Waiting(db, there), StatusOf(figure)),
        };
    }

    // Those that are imported and those that wait, looked up once for both.
    private static IQueryable<StagedDevice> Source(ConnectorsDb db, IQueryable<StagedDevice> devices) =>
        from record in devices
        join link in db.DeviceLinks on new { record.TenantId, StagedDeviceId = record.Id } equals new { link.TenantId, link.StagedDeviceId } into links
        from link in links.DefaultIfEmpty()
        join container in db.Containers on new { record.TenantId, Id = record.ContainerId } equals new { container.TenantId, Id = (ContainerId?)container.Id } into containers
        from container in containers.DefaultIfEmpty()
        where (link != null && link.SupersededAt == null) || (container != null && container.CompanyId != null && (link == null || record.MissedRuns == 0))
        select record;

    private static StagedStatus StatusOf(CoverageFigure figure) => figure switch
    {
        CoverageFigure.New => StagedStatus.New,
        CoverageFigure.Failed => StagedStatus.Failed,
        CoverageFigure.Held => StagedStatus.Held,
        CoverageFigure.TypeUnmapped => StagedStatus.TypeUnmapped,
        _ => StagedStatus.Ignored,
    };

    private static IQueryable<StagedDevice> WithStatus(ConnectorsDb db, IQueryable<StagedDevice> devices, StagedStatus status) =>
        StagedJoin.Of(db, devices).Where(s => s.Status == status).Select(s => s.Record);

    private static IQueryable<StagedDevice> Imported(ConnectorsDb db, IQueryable<StagedDevice> devices) =>
        devices.Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && l.SupersededAt == null));

    // Without a record of its own on a device; one whose place another took waits only when the vendor reports it again.
    private static IQueryable<StagedDevice> Waiting(ConnectorsDb db, IQueryable<StagedDevice> devices) => devices.Where(d =>
        !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && (l.SupersededAt == null || d.MissedRuns > 0))
        && db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.CompanyId != null));
}
