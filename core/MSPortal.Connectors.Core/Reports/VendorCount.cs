using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>What the last sync that counted the devices of an integration's vendor received.</summary>
/// <param name="Run">That sync; null before there was one, or when it is not kept.</param>
/// <param name="Received">All devices, wherever the vendor has them.</param>
/// <param name="Unusable">Records in no container that could not be used.</param>
internal sealed record VendorCount(SyncRunId? Run, DateTimeOffset? At, int Received, int Unusable)
{
    public static async Task<VendorCount> LastAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        // The counts at the containers were written together with this row, whatever became of the run then.
        var run = await db.SyncPages.AsNoTracking()
            .Where(p => p.Stage == SyncStage.Settled)
            .Join(db.SyncRuns.Where(r => r.IntegrationId == integration), p => new { p.TenantId, p.RunId }, r => new { r.TenantId, RunId = r.Id }, (p, r) => new { r.Id, r.StartedAt, r.FinishedAt, p.Notes })
            .OrderByDescending(r => r.StartedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (run is null)
            return new VendorCount(null, null, 0, 0);

        var books = PageNotes.Read(run.Notes, []).Books;
        return new VendorCount(run.Id, run.FinishedAt, books.Total().Received, books.By(place => place.Container).GetValueOrDefault("")?.Rejected ?? 0);
    }

    /// <summary>Devices that the vendor has in no container, or in one that is not known. Of them only the number is kept.</summary>
    /// <param name="inContainers">What it has in the containers that are counted.</param>
    /// <param name="imported">Those in no container that are in the inventory and still at the vendor: they are kept.</param>
    public int InNone(int inContainers, int imported) => Math.Max(0, Elsewhere(inContainers) - Unusable - imported);

    /// <summary>What the vendor has outside the containers that are counted.</summary>
    public int Elsewhere(int inContainers) => Math.Max(0, Received - inContainers);

    /// <summary>Of an integration, how many devices its vendor has in no container, without those that are in the inventory.</summary>
    public static async Task<int> InNoneAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        var count = await LastAsync(db, integration, cancellationToken);
        var inContainers = await db.Containers.Where(c => c.IntegrationId == integration).SumAsync(c => c.DeviceCount ?? 0, cancellationToken);
        if (count.InNone(inContainers, 0) == 0)
            return 0;

        var imported = await db.StagedDevices.CountAsync(
            d => d.IntegrationId == integration && d.ContainerId == null && d.NotSeenSince == null
                && db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && l.SupersededAt == null),
            cancellationToken);
        return count.InNone(inContainers, imported);
    }
}
