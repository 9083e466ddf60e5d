using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>The right of one worker to write for a run. It must be renewed, and each write proves that it still holds.</summary>
/// <remarks>
/// The attempt number is the fence: whoever takes the run over counts it up, and from then on nothing that the former
/// worker tries to save changes a row, however late it wakes up.
/// </remarks>
internal sealed class RunLease : IAsyncDisposable
{
    private readonly Databases _databases;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop;
    private readonly Task _heartbeat;

    private RunLease(Databases databases, TimeProvider clock, SyncRun run, ILogger log, CancellationToken cancellationToken)
    {
        _databases = databases;
        _log = log;
        _clock = clock;
        Run = run;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _stop.Token;
        _heartbeat = RenewAsync(_stop.Token);
    }

    /// <summary>The run as it was when it was taken.</summary>
    public SyncRun Run { get; }

    /// <summary>Fires when the worker must stop: the host stops, somebody cancelled the run, or the lease is lost.</summary>
    public CancellationToken Token { get; }

    /// <summary>Says how the run spends its time, as <see cref="SyncRun.Details"/>; written whenever the lease is renewed. Null before work begins.</summary>
    public Func<string>? Details { get; set; }

    /// <summary>Whether somebody asked the run to stop.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether another worker has the run now.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Takes a run that waits, or whose worker has died; null when it is not to be had.</summary>
    public static async Task<RunLease?> TryTakeAsync(
        Databases databases,
        TimeProvider clock,
        TenantId tenant,
        SyncRunId id,
        ILogger log,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + databases.Options.Lease.Length;
        using var span = Trace.Start("run.take");
        await using var db = databases.Open(tenant);
        if (await TakeAsync(db, id, now, until, cancellationToken) is not { } run)
        {
            Trace.Run.Forget();
            return null;
        }

        Tell(run);
        return new RunLease(databases, clock, run, log, cancellationToken);
    }

    // The row is read under the lock of its change: read later, it could show the attempt of somebody who took it over since.
    private static async Task<SyncRun?> TakeAsync(ConnectorsDb db, SyncRunId id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var taken = await db.SyncRuns
                .Where(r => r.Id == id
                    && ((r.State == SyncState.Queued && r.DueAt <= now) || (r.State == SyncState.Running && r.LeaseUntil < now)))
                .ExecuteUpdateAsync(
                    r => r.SetProperty(x => x.State, SyncState.Running)
                        .SetProperty(x => x.Attempt, x => x.Attempt + 1)
                        .SetProperty(x => x.LeaseUntil, until)
                        .SetProperty(x => x.StartedAt, x => x.StartedAt ?? now),
                    cancellationToken);
            if (taken == 0)
                return null;

            var run = await db.SyncRuns.AsNoTracking().SingleAsync(r => r.Id == id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return run;
        }
        catch (Exception e) when (e.BreaksConstraint())
        {
            // Another run of the integration is at work; its end wakes this one.
            return null;
        }
    }

    private static void Tell(SyncRun run)
    {
        Meters.LeaseChanged(run.Attempt == 1 ? "taken" : "taken_over");
        Trace.Run?.SetTag("run.id", run.Id.Value)
            .SetTag("integration.id", run.IntegrationId.Value)
            .SetTag("tenant.id", run.TenantId.Value)
            .SetTag("run.trigger", run.Trigger.ToString())
            .SetTag("run.scope", run.Scope.ToString())
            .SetTag("run.attempt", run.Attempt);
    }

    /// <summary>
    /// Proves inside the caller's transaction that the lease holds, and keeps others from taking the run until it ends.
    /// </summary>
    /// <exception cref="LeaseLostException">Another worker has the run: nothing of this transaction may be committed.</exception>
    /// <exception cref="OperationCanceledException">Somebody has asked the run to stop.</exception>
    public async Task ProveAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var mine = await db.Database
            .SqlQuery<bool>(FormattableStringFactory.Create(
                "select is_cancel_requested as \"Value\" from sync_runs where tenant_id = {0} and id = {1} and attempt = {2} and state = 'Running'" + db.LockRows,
                Run.TenantId.Value, Run.Id.Value, Run.Attempt))
            .ToListAsync(cancellationToken);
        if (mine.Count == 0)
            throw Lost();
        if (mine[0])
            await CancelAsync();
    }

    /// <summary>
    /// Waits for the integration's turn as <see cref="IntegrationTurn.TakeTurnAsync"/> does, but without counting, and proves
    /// the lease: for the pages of a sync, which write little or nothing, and of which each question to the database counts.
    /// </summary>
    /// <returns>How many turns others have taken.</returns>
    /// <exception cref="LeaseLostException">Another worker has the run, or the integration is gone: nothing of this transaction may be committed.</exception>
    /// <exception cref="OperationCanceledException">Somebody has asked the run to stop.</exception>
    public async Task<long> ShareTurnAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var mine = await db.Database
            .SqlQuery<SharedTurn>(FormattableStringFactory.Create(
                """
                select i.turns, r.is_cancel_requested from integrations i join sync_runs r on r.tenant_id = i.tenant_id and r.integration_id = i.id
                where r.tenant_id = {0} and r.id = {1} and r.attempt = {2} and r.state = 'Running'
                """ + db.LockRows,
                Run.TenantId.Value, Run.Id.Value, Run.Attempt))
            .ToListAsync(cancellationToken);
        if (mine.Count == 0)
            throw Lost();
        if (mine[0].IsCancelRequested)
            await CancelAsync();
        return mine[0].Turns;
    }

    private LeaseLostException Lost()
    {
        if (!IsLost)
            Meters.LeaseChanged("lost");
        IsLost = true;
        return new LeaseLostException();
    }

    private async Task CancelAsync()
    {
        IsCancelled = true;
        await _stop.CancelAsync();
        Token.ThrowIfCancellationRequested();
    }

    /// <summary>The run's row, as long as the lease holds.</summary>
    public IQueryable<SyncRun> Mine(ConnectorsDb db) =>
        db.SyncRuns.Where(r => r.Id == Run.Id && r.Attempt == Run.Attempt && r.State == SyncState.Running);

    /// <summary>For a worker whose host stops: gives the run back, so that another need not wait until the lease has run out.</summary>
    /// <returns>Whether there was something to give back: the run has not ended, and nobody has taken it over.</returns>
    public async Task<bool> GiveBackAsync()
    {
        // A renewal that is under way must not come after it.
        await _stop.CancelAsync();
        await _heartbeat;
        try
        {
            await using var db = _databases.Open(Run.TenantId);

            // Long past by any host's clock.
            if (await Mine(db).ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, DateTimeOffset.UnixEpoch), CancellationToken.None) == 0)
                return false;

            Meters.LeaseChanged("given_back");
            return true;
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            _log.LogWarning(e, "The lease of run {Run} could not be given back. It runs out by itself.", Run.Id.Value);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _heartbeat;
        _stop.Dispose();
    }

    // A database that does not answer for once is asked again at the next tick; each page proves the lease by itself.
    private async Task RenewOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = _databases.Open(Run.TenantId);
            var until = _clock.GetUtcNow() + _databases.Options.Lease.Length;
            var details = Details?.Invoke();
            if (await Mine(db).ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Details, x => details ?? x.Details), cancellationToken) == 0)
                throw Lost();
            if (await Mine(db).AnyAsync(r => r.IsCancelRequested, cancellationToken))
                await CancelAsync();
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            _log.LogWarning(e, "The lease of run {Run} could not be renewed.", Run.Id.Value);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_databases.Options.Lease.RenewEvery, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await RenewOnceAsync(cancellationToken);
            }
        }
        catch (LeaseLostException)
        {
            await _stop.CancelAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The worker is done.
        }
    }
}

/// <summary>What a run's and its integration's row say of each other.</summary>
internal sealed record SharedTurn(long Turns, bool IsCancelRequested);

/// <summary>Another worker has taken the run over.</summary>
internal sealed class LeaseLostException() : Exception("Another worker has taken this run over.");
