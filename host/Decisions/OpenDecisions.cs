using System.Collections.Concurrent;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Decisions;

/// <summary>
/// How many decisions wait in each tenant, counted once for all who look: again when somebody looks and the number is older than
/// half a minute, and at once when an answer was given here.
/// </summary>
public sealed class OpenDecisions(ListDecisions list, TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<TenantId, Count> _counts = new();

    /// <summary>Calls back when the tenant's number is another, or has to be counted again, until what it returns is disposed of.</summary>
    public IDisposable Watch(TenantId tenant, Action changed) => Of(tenant).Watch(changed);

    /// <summary>The number for somebody who looks; counts when the one at hand is too old.</summary>
    public async Task<int> LookAsync(Actor actor, CancellationToken cancellationToken)
    {
        var count = Of(actor.Tenant);
        if (count.Known(clock.GetUtcNow() - GoodFor) is { } fresh)
            return fresh;

        // Of many who look at once one counts.
        await count.Turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (count.Known(clock.GetUtcNow() - GoodFor) is { } counted)
                    return counted;

                var (version, at) = (count.Version, clock.GetUtcNow());
                var found = await list.RunAsync(actor, DecisionFilter.Open, null, new PageRequest(1, 1), cancellationToken);
                if (count.Set(found.Open, at, version))
                    return found.Open;
            }
        }
        finally
        {
            count.Turn.Release();
        }
    }

    /// <summary>For somebody who is about to count: to be told with the number, which an answer given meanwhile makes void.</summary>
    public int Begin(TenantId tenant) => Of(tenant).Version;

    /// <summary>Somebody has counted.</summary>
    /// <param name="begun">What <see cref="Begin"/> said before.</param>
    public void Tell(TenantId tenant, int open, int begun) => Of(tenant).Set(open, clock.GetUtcNow(), begun);

    /// <summary>Something was answered: what was counted before no longer holds.</summary>
    public void Outdate(TenantId tenant) => Of(tenant).Outdate();

    private Count Of(TenantId tenant) => _counts.GetOrAdd(tenant, _ => new Count());

    private sealed class Count
    {
        private readonly Lock _lock = new();
        private readonly List<Action> _watchers = [];
        private int? _open;
        private DateTimeOffset _at;
        private int _version;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>Goes up with each answer, so that a count that began before it is not taken for one after it.</summary>
        public int Version
        {
            get
            {
                lock (_lock)
                    return _version;
            }
        }

        public int? Known(DateTimeOffset since)
        {
            lock (_lock)
                return _open is not null && _at > since ? _open : null;
        }

        /// <param name="version">As it was when the count began.</param>
        /// <returns>Whether the number holds: nothing was answered meanwhile.</returns>
        public bool Set(int open, DateTimeOffset at, int version)
        {
            Action[] told;
            lock (_lock)
            {
                if (version != _version)
                    return false;

                told = _open == open ? [] : [.. _watchers];
                (_open, _at) = (open, at);
            }

            Tell(told);
            return true;
        }

        public void Outdate()
        {
            Action[] told;
            lock (_lock)
            {
                (_version, _open) = (_version + 1, null);
                told = [.. _watchers];
            }

            Tell(told);
        }

        public Watcher Watch(Action changed)
        {
            lock (_lock)
                _watchers.Add(changed);
            return new Watcher(() =>
            {
                lock (_lock)
                    _watchers.Remove(changed);
            });
        }

        private static void Tell(Action[] watchers)
        {
            foreach (var changed in watchers)
                changed();
        }
    }

    private sealed class Watcher(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
