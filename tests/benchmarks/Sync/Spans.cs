using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>Adds up how long the product's spans take, by name: where a sync's time goes.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentDictionary<string, (int Count, TimeSpan Time)> _times = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("MSPortal", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => _times.AddOrUpdate(span.OperationName, (1, span.Duration), (_, sum) => (sum.Count + 1, sum.Time + span.Duration)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Show()
    {
        foreach (var (name, (count, time)) in _times.OrderByDescending(t => t.Value.Time))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {count,6} x {time.TotalMilliseconds / count,9:F2} ms"));
    }

    public void Dispose() => _listener.Dispose();
}
