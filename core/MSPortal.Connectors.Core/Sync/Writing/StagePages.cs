using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Writing;

/// <summary>
/// Saves pages of devices in one transaction: staged rows, the imported devices they belong to, the note of each page from
/// which another worker could go on, and from time to time the counters.
/// </summary>
internal static class StagePages
{
    public static async Task RunAsync(
        RunProgress run,
        ConnectorsDb db,
        StagedWriter staged,
        StagedIndex index,
        IReadOnlyList<FreshPage> pages,
        SerialTally serials,
        CancellationToken cancellationToken)
    {
        using var span = Trace.Start("page.write");
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var turns = await run.Lease.ShareTurnAsync(db, cancellationToken);
        await index.RefreshAsync(db, turns, cancellationToken);

        var changes = new StagedChanges();
        var types = new RunTypes(run, db, index.Types);
        foreach (var page in pages)
        {
            await serials.AddAsync(db, run.Run.IntegrationId, UndecidedSerials(page, index), cancellationToken);
            var writer = new PageWriter(run, index, types, page, changes);
            writer.Write();
            RejectedRows.Add(db, run.Run, writer.Rejected, run.Tally.ContainersRejected + run.Tally.Rejected);
            run.Log.Add(db, page.Source, page.Whole, writer.Notes);
            run.Tally.Add(writer.Notes);
        }

        if (!run.Tally.IsBalanced)
            throw new InvalidOperationException("The books of a page do not balance.");

        await db.SaveChangesAsync(cancellationToken);
        await staged.WriteAsync(changes, cancellationToken);
        await MovesBrake.NoteAsync(db, changes.Moved, cancellationToken);
        await FillInventoryAsync(run, db, changes.ForInventory, cancellationToken);
        await ObserveInInventoryAsync(db, changes.ObservedInInventory, cancellationToken);
        await RefillDevices.OfRecordsAsync(db, changes.ForSharedDevices, ChangeOrigin.Of(run.Run, run.Clock.GetUtcNow()), cancellationToken);
        await run.SaveNowAndThenAsync(db, cancellationToken);
        await transaction.CommitAsync("page.commit", cancellationToken);
    }

    private static async Task FillInventoryAsync(RunProgress run, ConnectorsDb db, List<StagedDeviceId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;

        var rows = await db.DeviceLinks.Where(l => ids.Contains(l.StagedDeviceId) && l.SupersededAt == null)
            .Join(db.Devices, l => new { l.TenantId, Id = l.DeviceId }, d => new { d.TenantId, d.Id }, (l, d) => new { Link = l, Device = d })
            .Join(db.StagedDevices, x => new { x.Link.TenantId, Id = x.Link.StagedDeviceId }, s => new { s.TenantId, s.Id }, (x, s) => new { x.Link, x.Device, Staged = s })
            .ToListAsync(cancellationToken);
        var naming = await DeviceNaming.OpenAsync(db, cancellationToken);
        var origin = ChangeOrigin.Of(run.Run, run.Clock.GetUtcNow());
        foreach (var row in rows)
        {
            DeviceHistory.Fill(db, row.Device, DeviceSays.Of(row.Staged), naming, origin);
            row.Link.AppliedHash = row.Staged.ContentHash;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    // Left to the database: in a fleet where nothing happened but time, this is all that a page does.
    private static async Task ObserveInInventoryAsync(ConnectorsDb db, List<StagedDeviceId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;

        await db.DeviceObservations
            .Join(db.DeviceLinks, o => new { o.TenantId, o.DeviceId }, l => new { l.TenantId, l.DeviceId }, (Device, Link) => new { Device, Link })
            .Join(db.StagedObservations, x => new { x.Link.TenantId, x.Link.StagedDeviceId }, s => new { s.TenantId, s.StagedDeviceId }, (x, Staged) => new { x.Device, x.Link, Staged })
            .Where(x => ids.Contains(x.Staged.StagedDeviceId) && x.Link.SupersededAt == null)
            .ExecuteUpdateAsync(
                x => x
                    .SetProperty(o => o.Device.ObservedAt, o => o.Staged.ObservedAt)
                    .SetProperty(o => o.Device.LastSeenAt, o => o.Staged.LastSeenAt)
                    .SetProperty(o => o.Device.Online, o => o.Staged.Online)
                    .SetProperty(o => o.Device.Facts, o => o.Staged.Facts)
                    .SetProperty(o => o.Device.Hash, o => o.Staged.Hash),
                cancellationToken);
    }

    private static List<(ContainerId Container, string Serial)> UndecidedSerials(FreshPage page, StagedIndex index)
    {
        List<(ContainerId Container, string Serial)> serials = [];
        foreach (var device in page.Devices)
        {
            if (index.Container(device.Record.ContainerId) is { } container && !container.HasDecision() && device.SerialNumber() is { } serial)
                serials.Add((container.Id, serial));
        }

        return serials;
    }
}
