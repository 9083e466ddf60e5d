using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Lists the runs of an integration, newest first.</summary>
public sealed class ListSyncs(Databases databases)
{
    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["queuedAt", "startedAt"];

    public async Task<Result<Page<SyncRunView>>> RunAsync(
        Actor actor,
        IntegrationId integration,
        PageRequest request,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.Integrations.AnyAsync(i => i.Id == integration, cancellationToken))
            return new Missing("integration");

        var runs = db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == integration);
        if (request.SearchText is { } text)
            runs = runs.Where(r => SearchInQueries.Finds(r.RequestedBy, text.Wanted, text.Regex) || SearchInQueries.Finds(r.ErrorMessage!, text.Wanted, text.Regex));
        var sorted = request.Sort switch
        {
            "queuedAt" => runs.OrderBy(r => r.QueuedAt).ThenBy(r => r.Id),
            "startedAt" => runs.OrderBy(r => r.StartedAt).ThenBy(r => r.Id),
            "-startedAt" => runs.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id),
            _ => runs.OrderByDescending(r => r.QueuedAt).ThenByDescending(r => r.Id),
        };
        var page = await sorted.ToPageAsync(request, cancellationToken);
        return new Page<SyncRunView>([.. page.Items.Select(SyncRunView.From)], page.PageNumber, page.PageSize, page.Total);
    }
}

/// <summary>A run with the records it could not use.</summary>
public sealed record SyncRunDetail(SyncRunView Run, IReadOnlyList<RejectedView> Rejected);

/// <summary>A record that a run could not use.</summary>
public sealed record RejectedView(string? ExternalId, string Reason);

/// <summary>Gets one run.</summary>
public sealed class GetSync(Databases databases)
{
    private const int RejectedShown = 200;

    public async Task<Result<SyncRunDetail>> RunAsync(Actor actor, IntegrationId integration, SyncRunId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var run = await db.SyncRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.IntegrationId == integration, cancellationToken);
        if (run is null)
            return new Missing("sync run");

        var rejected = await db.RejectedRows.AsNoTracking()
            .Where(r => r.RunId == id)
            .OrderBy(r => r.Number)
            .Take(RejectedShown)
            .Select(r => new RejectedView(r.ExternalId, r.Reason))
            .ToListAsync(cancellationToken);
        return new SyncRunDetail(SyncRunView.From(run), rejected);
    }
}

/// <summary>Stops a run. What it has saved stays.</summary>
public sealed class CancelSync(Databases databases, TimeProvider clock)
{
    public async Task<Result<SyncRunView>> RunAsync(Actor actor, IntegrationId integration, SyncRunId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var runs = db.SyncRuns.Where(r => r.Id == id && r.IntegrationId == integration);
        var now = clock.GetUtcNow();

        // A waiting run ends here; one at work is told, and ends at its next page.
        var told = await runs.Where(r => r.State == SyncState.Queued)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SyncState.Cancelled).SetProperty(x => x.FinishedAt, now), cancellationToken);
        told += await runs.Where(r => r.State == SyncState.Running && !r.IsCancelRequested)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.IsCancelRequested, true), cancellationToken);

        var run = await runs.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (run is null)
            return new Missing("sync run");

        // One that was over before, or was told before, is as it was.
        if (told > 0)
        {
            db.Record(actor, clock, "sync.cancelled", new AuditSubject("sync", id.Value, $"{run.Scope} sync"));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return SyncRunView.From(run);
    }
}
