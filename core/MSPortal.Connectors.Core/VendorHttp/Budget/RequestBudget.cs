using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>
/// This host's part in the budget of one credential, first come, first served. It leases a few requests at a time from
/// the <see cref="CredentialStates"/> that all hosts share, and gives back what it did not use.
/// </summary>
internal sealed class RequestBudget : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(1);

    private readonly CredentialId _id;
    private readonly string _vendor;
    private readonly CredentialStates _states;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly FairTurn _turn = new();
    private readonly Lock _lock = new();
    private readonly List<OpenLease> _leases = [];
    private readonly ITimer _timer;
    private Task _settling = Task.CompletedTask;
    private bool _wasRefused = true;
    private Block? _waitedOut;
    private bool _isDisposed;

    public RequestBudget(CredentialId id, string vendor, Allowance allowance, CredentialStates states, TimeProvider clock, ILogger log)
    {
        (_id, _vendor, Allowance, _states, _clock, _log) = (id, vendor, allowance, states, clock, log);
        _timer = clock.CreateTimer(_ => SettleSoon(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Allowance Allowance { get; }

    /// <summary>The vendor's own wait that the first in line waits out at the moment; null when there is none.</summary>
    public VendorUnavailableException? Wait
    {
        get
        {
            lock (_lock)
                return _waitedOut is { } block ? Refused(block) : null;
        }
    }

    /// <summary>Waits for the budget and takes one request from it.</summary>
    /// <param name="longestPause">The longest wait that the vendor asked for and that is waited out here.</param>
    /// <returns>To be disposed of when the request has its answer or has failed.</returns>
    /// <exception cref="VendorUnavailableException">The vendor asked for a longer wait.</exception>
    public async Task<IDisposable> TakeAsync(VendorCallMeter meter, TimeSpan longestPause, CancellationToken cancellationToken)
    {
        var start = _clock.GetTimestamp();
        await _turn.EnterAsync(cancellationToken);
        try
        {
            var inLine = _clock.GetElapsedTime(start);
            if (inLine > TimeSpan.Zero)
                meter.CountWait(WaitReason.Budget, inLine);

            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (TakeLeased() is { } permit)
                    return permit;

                var grant = await LeaseAsync(cancellationToken);
                if (grant.Block is { } block && block.Left > longestPause)
                    throw Refused(block);
                if (grant.Lease is null)
                    await WaitAsync(grant, meter, cancellationToken);
            }
        }
        finally
        {
            _turn.Leave();
        }
    }

    /// <summary>The vendor refused a request because of too many, or asked to wait.</summary>
    /// <param name="asked">How long; null when it named no time that makes sense.</param>
    /// <param name="code">The connector's word for it; null when only the answer's status says so.</param>
    public async Task RefuseAsync(TimeSpan? asked, string? code, CancellationToken cancellationToken)
    {
        // What is leased already must not be used before the wait is over.
        lock (_lock)
        {
            _leases.ForEach(lease => lease.IsGivenUp = true);
            _wasRefused = true;
        }

        var (isNew, block) = await ChangeAsync(
            (state, now) =>
            {
                var next = state.SlowDown(now, Allowance).Refuse(now, asked, _vendor, code, Allowance);
                return (next, (state.BlockedUntil is null, next.BlockOf(now)));
            },
            cancellationToken);
        if (isNew && block is not null)
            _log.LogWarning("{Reason} Nothing is asked of connector {Connector} with this credential before {Until:u}.", block.Reason, _id.ConnectorId, block.Until);
    }

    /// <summary>The vendor takes longer than usual or has faults.</summary>
    public Task SlowDownAsync(CancellationToken cancellationToken) =>
        ChangeAsync((state, now) => (state.SlowDown(now, Allowance), true), cancellationToken);

    /// <summary>The vendor answered as it should.</summary>
    public async Task AnsweredAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_wasRefused)
                return;
        }

        var (wasBlocked, isOver) = await ChangeAsync(
            (state, now) =>
            {
                var next = state.Answered(now);
                return (next, (state.BlockedUntil is not null, next.Refusals == 0));
            },
            cancellationToken);
        lock (_lock)
            _wasRefused = !isOver;
        if (wasBlocked && isOver)
            _log.LogInformation("The vendor of connector {Connector} answers again with this credential.", _id.ConnectorId);
    }

    /// <summary>Gives back what was not used.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _settling;
        await SettleAsync();
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            _leases.ForEach(lease => lease.IsGivenUp = true);
        }
    }

    private Permit? TakeLeased()
    {
        lock (_lock)
        {
            if (_leases.Find(lease => lease.IsUsable(_clock)) is not { } usable)
                return null;

            usable.Take();
            return new Permit(this, usable);
        }
    }

    private async Task<Grant> LeaseAsync(CancellationToken cancellationToken)
    {
        var over = Over();
        var askedAt = _clock.GetTimestamp();
        var grant = await ChangeAsync((state, now) => state.Settle(Settled(over), now, Allowance).Take(now, Allowance), cancellationToken);
        lock (_lock)
        {
            _leases.RemoveAll(over.Contains);
            if (grant.Lease is not null)
                _leases.Add(new OpenLease(grant.Lease, askedAt, Allowance.LeaseLife));
        }

        if (grant.Lease is not null)
            _timer.Change(Allowance.LeaseLife + Blink, Allowance.LeaseLife + Blink);
        return grant;
    }

    // Others may give back what they have leased, so it is asked again before the longest possible wait is over.
    private async Task WaitAsync(Grant grant, VendorCallMeter meter, CancellationToken cancellationToken)
    {
        var longest = Allowance.Window / 4;
        var wait = grant.Block is null && grant.Wait > longest ? longest : grant.Wait;
        var from = _clock.GetTimestamp();
        WaitsOut(grant.Block);
        try
        {
            // Timers count whole milliseconds; a shorter wait would be none, and the loop would spin.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))), _clock, cancellationToken);
        }
        finally
        {
            WaitsOut(null);
            meter.CountWait(grant.Block is null ? WaitReason.Budget : WaitReason.VendorAsked, _clock.GetElapsedTime(from));
        }
    }

    private void WaitsOut(Block? block)
    {
        lock (_lock)
            _waitedOut = block;
    }

    private OpenLease[] Over()
    {
        lock (_lock)
            return [.. _leases.Where(lease => lease.IsOver(_clock))];
    }

    private static SettledLease[] Settled(OpenLease[] leases) => [.. leases.Select(lease => lease.Settled)];

    private void SettleSoon()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            if (_leases.Count == 0)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            else if (_settling.IsCompleted)
                _settling = SettleAsync();
        }
    }

    // What can't be given back counts until its time is over, which is safe.
    private async Task SettleAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var over = Over();
        if (over.Length == 0)
            return;

        try
        {
            await _states.ChangeAsync(_id, (state, now) => (state.Settle(Settled(over), now, Allowance), true), CancellationToken.None);
            lock (_lock)
                _leases.RemoveAll(over.Contains);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            _log.LogDebug(e, "Requests that were not used could not be given back.");
        }
    }

    private async Task<T> ChangeAsync<T>(
        Func<CredentialState, DateTimeOffset, (CredentialState State, T Result)> change,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _states.ChangeAsync(_id, change, cancellationToken);
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            throw new VendorUnavailableException(
                "budget_unknown",
                "The call was not made: the database does not answer, so it is not known how many requests may still be made.",
                "Check the database. Nothing was asked of the vendor.",
                e);
        }
    }

    private static VendorUnavailableException Refused(Block block) => new(
        block.Code,
        string.Create(CultureInfo.InvariantCulture, $"{block.Reason} Nothing is asked of it before {block.Until.UtcDateTime:d MMM yyyy, HH:mm:ss} UTC."),
        "Wait; syncs go on by themselves afterwards. Look for other tools that use the same credentials.")
    {
        RetryAfter = block.Left,
    };

    private sealed class Permit(RequestBudget budget, OpenLease lease) : IDisposable
    {
        private bool _isDone;

        public void Dispose()
        {
            lock (budget._lock)
            {
                if (!_isDone)
                    lease.Answer();
                _isDone = true;
            }
        }
    }
}
