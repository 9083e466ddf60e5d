using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Sdk.Sources;
using Trace = MSPortal.Connectors.Core.Telemetry.Trace;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Writes the end of a run, says at the integration what needs the admin, and wakes the run that waited.</summary>
internal sealed class FinishRun(Databases databases, IJobQueue jobs, TimeProvider clock, ILogger log)
{
    public async Task RunAsync(RunLease lease, RunEnding ending, RunProgress? progress, CancellationToken cancellationToken)
    {
        var run = lease.Run;
        var now = clock.GetUtcNow();
        using var span = Trace.Start("finish.write");
        await using var db = databases.Open(run.TenantId);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.TakeTurnAsync(run.IntegrationId, cancellationToken);

            // Holds the run's row: from here on nobody takes the run over.
            if (await lease.Mine(db).ExecuteUpdateAsync(r => r.SetProperty(x => x.Phase, (string?)null), cancellationToken) == 0)
                return;

            if (ending.State is SyncState.Failed or SyncState.Cancelled)
                await CountAgainAsync(db, lease, progress, cancellationToken);

            var details = progress is null ? run.Details : progress.Details(now);
            var problem = await BooksCheck.RunAsync(db, run, cancellationToken);
            if (problem is not null)
                log.LogError("The books of run {Run} do not balance. {Problem}", run.Id.Value, problem);

            await lease.Mine(db).ExecuteUpdateAsync(
                r => r.SetProperty(x => x.State, ending.State)
                    .SetProperty(x => x.Details, details)
                    .SetProperty(x => x.BooksProblem, problem)
                    .SetProperty(x => x.Completeness, ending.Completeness)
                    .SetProperty(x => x.ErrorCode, ending.Error == null ? null : ending.Error.Code)
                    .SetProperty(x => x.ErrorMessage, ending.Error == null ? null : ending.Error.Message)
                    .SetProperty(x => x.ErrorCure, ending.Error == null ? null : ending.Error.Cure)
                    .SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(x => x.FinishedAt, now),
                cancellationToken);

            // A complete run knows better than all before it what was seen; the rest of their notes has no more use.
            if (run.Scope != SyncScope.Containers && ending.State == SyncState.Succeeded)
            {
                var over = db.SyncRuns.Where(r => r.IntegrationId == run.IntegrationId && r.FinishedAt != null).Select(r => r.Id);
                await db.SyncPages.Where(p => over.Contains(p.RunId) && p.Stage == SyncStage.Devices).ExecuteDeleteAsync(cancellationToken);
            }

            // A cancelled run says nothing about the integration.
            if (ending.State != SyncState.Cancelled)
            {
                var attention = ending.Attention ?? await MovesBrake.StandingAsync(db, run, cancellationToken);
                await db.Integrations.Where(i => i.Id == run.IntegrationId).ExecuteUpdateAsync(
                    i => i.SetProperty(x => x.AttentionCode, attention == null ? null : attention.Code)
                        .SetProperty(x => x.AttentionMessage, attention == null ? null : attention.Message)
                        .SetProperty(x => x.AttentionCure, attention == null ? null : attention.Cure)
                        .SetProperty(x => x.WaitUntil, ending.WaitUntil),
                    cancellationToken);
            }

            await transaction.CommitAsync("finish.commit", cancellationToken);
        }

        Tell(ending);
        if (Meters.WantsRuns)
            Meters.RunEnded(await FiguresAsync(db, run, cancellationToken));

        var waiting = await db.SyncRuns.AsNoTracking()
            .Where(r => r.IntegrationId == run.IntegrationId && r.State == SyncState.Queued)
            .Select(r => new { r.Id, r.DueAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (waiting is not null)
            jobs.WakeSync(run.TenantId, waiting.Id, waiting.DueAt > now ? waiting.DueAt - now : TimeSpan.Zero);
    }

    // Forgets what was counted for pages that were not saved, and closes the books, which outlive the notes of the pages.
    private static async Task CountAgainAsync(ConnectorsDb db, RunLease lease, RunProgress? progress, CancellationToken cancellationToken)
    {
        var tally = progress?.Tally ?? new SyncTally();
        tally.Take(new SyncTally());
        var log = await RunLog.LoadAsync(db, lease.Run, tally, cancellationToken);

        // Each batch of Auto-Sync wrote it for itself.
        tally.AutoImported = await lease.Mine(db).Select(r => r.AutoImported).SingleAsync(cancellationToken);
        if (log.Settled is null && !log.Books.IsEmpty)
        {
            log.End(db, SyncStage.Ended, new StageEnd(new SourceVerdict(Completeness.Incomplete, null), tally, false));
            await db.SaveChangesAsync(cancellationToken);
        }

        if (progress is null)
            await tally.SaveAsync(lease.Mine(db), cancellationToken);
        else
            await progress.SaveAsync(db, cancellationToken);
    }

    private static void Tell(RunEnding ending)
    {
        if (Trace.Run is not { } span)
            return;

        span.SetTag("run.state", ending.State.ToString()).SetTag("run.completeness", ending.Completeness?.ToString());
        if (ending.State == SyncState.Failed)
            span.SetTag("error.type", ending.Error?.Code).SetStatus(ActivityStatusCode.Error);
    }

    private static async Task<RunFigures> FiguresAsync(ConnectorsDb db, SyncRun run, CancellationToken cancellationToken)
    {
        var ended = await db.SyncRuns.AsNoTracking().SingleAsync(r => r.Id == run.Id, cancellationToken);
        var connector = await db.Integrations.Where(i => i.Id == run.IntegrationId).Select(i => i.ConnectorId).SingleAsync(cancellationToken);
        (string, int)[] devices = ended.Scope == SyncScope.Containers ? [] :
        [
            ("received", ended.Received), ("created", ended.Created), ("updated", ended.Updated), ("unchanged", ended.Unchanged),
            ("held", ended.Held), ("ignored", ended.Ignored), ("rejected", ended.Rejected), ("unmapped", ended.Unmapped),
            ("missing", ended.Missing), ("auto_imported", ended.AutoImported),
        ];
        return new RunFigures(connector, ended.State.ToString(), ended.Trigger.ToString(), ended.FinishedAt!.Value - ended.StartedAt!.Value, devices);
    }
}
