using System.Collections.Concurrent;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Layout;

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
                count.Set(found.Open, at, version);
            }
        }
        finally
        {
            count.Turn.Release();
        }
    }

    /// <summary>Somebody has just counted, after all that they did.</summary>
    public void Tell(TenantId tenant, int open) => Of(tenant).Set(open, clock.GetUtcNow(), null);

    /// <summary>Something was answered: what was counted before no longer holds.</summary>
    public void Outdate(TenantId tenant) => Of(tenant).Outdate();

    private Count Of(TenantId tenant) => _counts.GetOrAdd(tenant, _ => new Count());

    private sealed class Count
    {
        private readonly Lock _lock = new();
        private readonly List<Action> _watchers = [];
        private int? _open;
        private DateTimeOffset _at;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>Goes up with each answer, so that a count that began before it is not taken for one after it.</summary>
        public int Version { get; private set; }

        public int? Known(DateTimeOffset since)
        {
            lock (_lock)
                return _open is not null && _at > since ? _open : null;
        }

        /// <param name="version">As it was when the count began; null when the number holds whatever was answered.</param>
        public void Set(int open, DateTimeOffset at, int? version)
        {
            Action[] told;
            lock (_lock)
            {
                if (version is not null && version != Version)
                    return;

                Version += version is null ? 1 : 0;
                told = _open == open ? [] : [.. _watchers];
                (_open, _at) = (open, at);
            }

            Tell(told);
        }

        public void Outdate()
        {
            Action[] told;
            lock (_lock)
            {
                (Version, _open) = (Version + 1, null);
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
