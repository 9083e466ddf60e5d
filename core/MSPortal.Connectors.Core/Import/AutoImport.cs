using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Import;

/// <summary>
/// At the end of a sync: imports the new devices of types with Auto-Sync, and moves devices to the company of their container
/// where the integration says so; each batch one transaction of the run. A device with records of several integrations moves once
/// all of them have it in that company.
/// </summary>
internal static class AutoImport
{
    public static async Task RunAsync(RunProgress run, CancellationToken cancellationToken)
    {
        await run.EnterAsync("Auto-Sync", cancellationToken);
        await ReviewConflicts.RunAsync(run, cancellationToken);
        var waiting = new WaitingDevices();
        while (await NextBatchAsync(run, waiting, cancellationToken))
        {
            // Goes on until nothing is left.
        }
    }

    /// <returns>Whether there may be more.</returns>
    private static async Task<bool> NextBatchAsync(RunProgress run, WaitingDevices waiting, CancellationToken cancellationToken)
    {
        using var span = Trace.Start("autoimport.write");
        await using var db = run.OpenDatabase();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeLinkTurnAsync(cancellationToken);
        await db.TakeTurnAsync(run.Run.IntegrationId, cancellationToken);
        await run.Lease.ProveAsync(db, cancellationToken);

        var follows = await db.Integrations.AnyAsync(i => i.Id == run.Run.IntegrationId && i.OnMove == MoveChoice.Follow, cancellationToken);
        var fitting = StagedJoin.In(db, run.Run.IntegrationId)
            .Where(s => ((s.Status == StagedStatus.New || (s.Status == StagedStatus.Failed && s.Type.DeviceTypeId != null)) && s.Type.AutoSync && (s.Record.KeptFrom == null || s.Record.KeptFrom != s.Container!.CompanyId))
                || (follows && s.Status == StagedStatus.Held && s.Link != null && s.Link.SupersededAt == null && !s.Container!.HoldsNewDevices && (s.Record.MovedTo == null || s.Record.MovedTo != s.Container.CompanyId)
                    && !db.DeviceLinks.Any(o => o.TenantId == s.Record.TenantId && o.DeviceId == s.Link.DeviceId && o.StagedDeviceId != s.Record.Id && o.SupersededAt == null
                        && !db.StagedDevices.Any(d => d.TenantId == o.TenantId && d.Id == o.StagedDeviceId && db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.CompanyId == s.Container.CompanyId)))));
        var rows = await waiting.NextAsync(fitting, cancellationToken);
        await RecordMovesAsync(run, db, [.. rows.Where(r => r.Status == StagedStatus.Held)], cancellationToken);
        var result = await ImportBatch.ApplyAsync(db, rows, isNamed: true, ChangeOrigin.Of(run.Run, run.Clock.GetUtcNow(), "Auto-Sync"), run.Clock, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        run.Tally.AutoImported += result.Imported;
        await run.SaveAsync(db, cancellationToken);
        await transaction.CommitAsync("autoimport.commit", cancellationToken);
        if (result.Imported > 0 && run.Tally.AutoImported == result.Imported)
            await FreshTables.AnalyzeAsync(db, cancellationToken);
        return !waiting.IsOver;
    }

    private static async Task RecordMovesAsync(RunProgress run, ConnectorsDb db, StagedJoin[] moves, CancellationToken cancellationToken)
    {
        if (moves.Length == 0)
            return;

        CompanyId[] companies = [.. moves.SelectMany(m => (CompanyId[])[m.Device!.CompanyId, m.Container!.CompanyId!.Value]).Distinct()];
        var names = await db.Companies.Where(c => companies.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        foreach (var move in moves)
        {
            db.Record(
                Actor.System(run.Run.TenantId),
                run.Clock,
                "device.moved",
                new AuditSubject("device", move.Device!.Id.Value, move.Device.Name),
                before: new { company = names[move.Device.CompanyId] },
                after: new { company = names[move.Container!.CompanyId!.Value], container = move.Container.Name });
        }
    }
}
