using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Retention;

/// <summary>What was removed.</summary>
/// <param name="Runs">Syncs, with their rejected records and books.</param>
/// <param name="Notes">Syncs whose notes of single pages were removed.</param>
/// <param name="Imports">Imports, with their failures.</param>
public sealed record Trimmed(int Runs, int Notes, int Imports)
{
    /// <summary>Changes of devices.</summary>
    public int Changes { get; init; }

    /// <summary>Plans that were never applied, and plans that lost their rows.</summary>
    public int Plans { get; init; }
}

/// <summary>
/// Removes history that is older than the policy says, a few rows at a time. Never a sync that is not over or that waits for
/// an answer, nor what an answer to it would look at, nor the last one that saw everything. Called daily; any number of hosts may call it at once.
/// </summary>
public sealed class TrimHistory(Databases databases, RetentionPolicy policy, TimeProvider clock, ILogger<TrimHistory> log)
{
    // Each brings its rejected records, pages or failures with it.
    private const int Batch = 10;
    private const int ChangeBatch = 1_000;

    public async Task<Trimmed> RunAsync(CancellationToken cancellationToken)
    {
        var sum = new Trimmed(0, 0, 0);
        foreach (var (tenant, integration) in await IntegrationsAsync(cancellationToken))
        {
            await using var db = databases.Open(tenant);
            var heldSince = await WaitsSinceAsync(db, integration, cancellationToken);
            sum = new Trimmed(
                sum.Runs + await RunsAsync(db, integration, heldSince, cancellationToken),
                sum.Notes + await NotesAsync(db, integration, heldSince, cancellationToken),
                sum.Imports + await ImportsAsync(db, integration, cancellationToken));
        }

        sum = sum with { Changes = await ChangesAsync(cancellationToken), Plans = await PlansAsync(cancellationToken) };

        if (sum != new Trimmed(0, 0, 0))
            log.LogInformation("Old history was removed: {Runs} syncs, the page notes of {Notes} more, {Imports} imports, {Changes} changes of devices, {Plans} plans or their rows.", sum.Runs, sum.Notes, sum.Imports, sum.Changes, sum.Plans);
        return sum;
    }

    private async Task<List<(TenantId Tenant, IntegrationId Id)>> IntegrationsAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        var rows = await db.Integrations.AsNoTracking().Select(i => new { i.TenantId, i.Id }).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => (r.TenantId, r.Id));
    }

    /// <returns>When the run began that waits for a person's answer; null when none does.</returns>
    private static async Task<DateTimeOffset?> WaitsSinceAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        var held = await db.SyncRuns.AsNoTracking()
            .Where(r => r.IntegrationId == integration && r.State == SyncState.Held)
            .OrderByDescending(r => r.StartedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return held is null || await AnswerHeldSync.IsOvertakenAsync(db, held, cancellationToken) ? null : held.StartedAt;
    }

    private async Task<int> RunsAsync(ConnectorsDb db, IntegrationId integration, DateTimeOffset? heldSince, CancellationToken cancellationToken)
    {
        var runs = db.SyncRuns.Where(r => r.IntegrationId == integration);
        SyncRunId[] kept =
        [
            .. await runs.OrderByDescending(r => r.QueuedAt).Take(policy.KeepRuns).Select(r => r.Id).ToListAsync(cancellationToken),
            .. await LastWholeAsync(runs.Where(r => r.Scope != SyncScope.Containers), cancellationToken),
            .. await LastWholeAsync(runs.Where(r => r.Scope != SyncScope.Devices), cancellationToken),
        ];
        var before = clock.GetUtcNow() - TimeSpan.FromDays(policy.RunDays);
        var old = Past(runs, before, heldSince).Where(r => !kept.Contains(r.Id));
        return await InBatchesAsync(
            () => old.OrderBy(r => r.QueuedAt).Select(r => r.Id).Take(Batch).ToArrayAsync(cancellationToken),
            ids => old.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken));
    }

    // Of a run that is over the books are in a note of their own; those of its pages serve the answer to an earlier held run only.
    private async Task<int> NotesAsync(ConnectorsDb db, IntegrationId integration, DateTimeOffset? heldSince, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(policy.NoteDays);
        var old = Past(db.SyncRuns.Where(r => r.IntegrationId == integration), before, heldSince);
        return await InBatchesAsync(
            () => old.Where(r => db.SyncPages.Any(p => p.RunId == r.Id && p.Stage == SyncStage.Devices)).OrderBy(r => r.QueuedAt).Select(r => r.Id).Take(Batch).ToArrayAsync(cancellationToken),
            async ids =>
            {
                await db.SyncPages.Where(p => ids.Contains(p.RunId) && p.Stage == SyncStage.Devices).ExecuteDeleteAsync(cancellationToken);
                return ids.Length;
            });
    }

    private async Task<int> ImportsAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        var imports = db.Imports.Where(i => i.IntegrationId == integration);
        var kept = await imports.OrderByDescending(i => i.CreatedAt).Take(policy.KeepRuns).Select(i => i.Id).ToArrayAsync(cancellationToken);
        var before = clock.GetUtcNow() - TimeSpan.FromDays(policy.RunDays);
        var old = imports.Where(i => i.FinishedAt < before && i.State != ImportState.Queued && i.State != ImportState.Running && !kept.Contains(i.Id));
        return await InBatchesAsync(
            () => old.OrderBy(i => i.CreatedAt).Select(i => i.Id).Take(Batch).ToArrayAsync(cancellationToken),
            ids => old.Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(cancellationToken));
    }

    private async Task<List<TenantId>> TenantsAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        return await db.Tenants.AsNoTracking().Select(t => t.Id).ToListAsync(cancellationToken);
    }

    private async Task<int> PlansAsync(CancellationToken cancellationToken)
    {
        var trimmed = 0;
        var now = clock.GetUtcNow();
        foreach (var tenant in await TenantsAsync(cancellationToken))
        {
            await using var db = databases.Open(tenant);
            trimmed += await TrimPlans.RunAsync(db, now - TimeSpan.FromDays(policy.RunDays), now, cancellationToken);
        }

        return trimmed;
    }

    private async Task<int> ChangesAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var before = clock.GetUtcNow() - TimeSpan.FromDays(policy.DeviceDays);
        foreach (var tenant in await TenantsAsync(cancellationToken))
        {
            await using var db = databases.Open(tenant);
            var old = db.DeviceChanges.Where(c => c.At < before);
            removed += await InBatchesAsync(
                () => old.OrderBy(c => c.At).Select(c => c.Id).Take(ChangeBatch).ToArrayAsync(cancellationToken),
                ids => old.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken));
        }

        return removed;
    }

    // An answer to a held run looks at what the runs after it saw.
    private static IQueryable<SyncRun> Past(IQueryable<SyncRun> runs, DateTimeOffset before, DateTimeOffset? heldSince) => runs
        .Where(r => r.FinishedAt < before && r.State != SyncState.Queued && r.State != SyncState.Running)
        .Where(r => heldSince == null || r.StartedAt == null || r.StartedAt < heldSince);

    private static Task<List<SyncRunId>> LastWholeAsync(IQueryable<SyncRun> runs, CancellationToken cancellationToken) => runs
        .Where(r => r.State == SyncState.Succeeded)
        .OrderByDescending(r => r.StartedAt)
        .Select(r => r.Id)
        .Take(1)
        .ToListAsync(cancellationToken);

    // Each batch is a transaction of its own, so that nobody waits long for the rows or for SQLite's one writer.
    private static async Task<int> InBatchesAsync<T>(Func<Task<T[]>> next, Func<T[], Task<int>> remove)
    {
        var removed = 0;
        while (await next() is { Length: > 0 } ids)
            removed += await remove(ids);
        return removed;
    }
}
