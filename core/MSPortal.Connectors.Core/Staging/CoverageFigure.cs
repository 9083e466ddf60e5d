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
            CoverageFigure.Source => there.Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && l.SupersededAt == null)
                || (db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.CompanyId != null)
                    && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && d.MissedRuns > 0))),
            _ => WithStatus(db, Waiting(db, there), StatusOf(figure)),
        };
    }

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
