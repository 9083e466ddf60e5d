using System.Diagnostics;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>Counts the moments at which the engine begins or ends a step, and lets a worker die at one of them, or something else happen.</summary>
internal sealed class Moments : IDisposable
{
    // Tests run side by side in one process: each hears only what its own workers do.
    private static readonly AsyncLocal<Moments?> Current = new();

    private readonly ActivityListener _listener;
    private readonly CancellationTokenSource _host = new();
    private readonly Lock _gate = new();
    private readonly int? _dieAt;
    private readonly string? _at;
    private readonly Action? _act;

    /// <param name="at">The moment at which something happens, for example "page.commit begins".</param>
    /// <param name="act">What happens then, each time.</param>
    public Moments(string at, Action act)
        : this(null) => (_at, _act) = (at, act);

    /// <param name="dieAt">The moment at which the host stops; null for never.</param>
    public Moments(int? dieAt)
    {
        _dieAt = dieAt;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MSPortal.Connectors.Core.Telemetry.Trace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Meet($"{activity.OperationName} begins"),
            ActivityStopped = activity => Meet($"{activity.OperationName} has ended"),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>All moments so far.</summary>
    public List<string> All { get; } = [];

    /// <summary>Fires when the host dies.</summary>
    public CancellationToken Host => _host.Token;

    /// <summary>From here on, moments count that come about by what the caller does.</summary>
    public void Listen() => Current.Value = this;

    public void Dispose()
    {
        _listener.Dispose();
        _host.Dispose();
    }

    private void Meet(string moment)
    {
        if (Current.Value != this)
            return;

        lock (_gate)
        {
            All.Add(moment);
            if (All.Count == _dieAt)
                _host.Cancel();
        }

        if (moment == _at)
            _act!();
    }
}
