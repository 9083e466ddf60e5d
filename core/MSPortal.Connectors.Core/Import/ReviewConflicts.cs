using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Core.Import;

/// <summary>
/// At the end of a sync: looks again at the records that wait because of their serial number. The sync may have shown that the
/// other record is gone, or told another number.
/// </summary>
internal static class ReviewConflicts
{
    public static async Task RunAsync(RunProgress run, CancellationToken cancellationToken)
    {
        var integration = run.Run.IntegrationId;
        await using var db = run.OpenDatabase();
        var waiting = await db.StagedDevices.Where(d => d.IntegrationId == integration && d.FailureCode == StatusReason.SerialConflict).Select(d => d.Id).ToListAsync(cancellationToken);
        foreach (var some in waiting.Chunk(ImportBatch.Size))
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.TakeLinkTurnAsync(cancellationToken);
            await db.TakeTurnAsync(integration, cancellationToken);
            await run.Lease.ProveAsync(db, cancellationToken);
            StagedJoin[] rows = [.. (await StagedJoin.In(db, integration).Where(s => some.Contains(s.Record.Id)).ToListAsync(cancellationToken)).Where(r => r.IsInConflict)];
            var matches = await SerialMatches.FindAsync(db, rows, cancellationToken);
            foreach (var row in rows)
            {
                (row.Record.FailureCode, row.Record.FailureMessage) = matches.Of(row) is InConflict conflict
                    ? (StatusReason.SerialConflict, conflict.Message)
                    : (null, null);
            }

            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
