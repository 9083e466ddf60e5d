using MSPortal.Connectors.Core.VendorHttp;

namespace MSPortal.Connectors.Core.Sync.Details;

/// <summary>Measures what a worker does for a run, on top of what the workers before it did. Safe to read while the run works.</summary>
internal sealed class RunWatch
{
    /// <summary>Before the first page is asked for.</summary>
    public const string Preparing = "Preparing";

    /// <summary>From the last sign of a worker that died to the next one's beginning.</summary>
    public const string BetweenWorkers = "Between workers";

    private readonly Lock _lock = new();
    private readonly RunDetails _before;
    private readonly VendorCallMeter _meter;
    private readonly List<RunPhase> _phases;
    private string _phase = Preparing;
    private DateTimeOffset _since;

    /// <param name="run">The run as it was when it was taken.</param>
    public RunWatch(SyncRun run, VendorCallMeter meter, DateTimeOffset now)
    {
        _before = RunDetails.From(run.Details);
        _meter = meter;
        _phases = [.. _before.Phases];
        var began = run.StartedAt ?? now;
        _since = run.Attempt > 1 ? now : began;
        if (run.Attempt > 1)
            Add(BetweenWorkers, (now - began).TotalSeconds - _phases.Sum(p => p.Seconds));
    }

    /// <summary>Begins a phase, or goes on with one that another worker began.</summary>
    public void Enter(string phase, DateTimeOffset now)
    {
        lock (_lock)
        {
            Add(_phase, (now - _since).TotalSeconds);
            (_phase, _since) = (phase, now);
            if (!_phases.Exists(p => p.Name == phase))
                _phases.Add(new RunPhase(phase, 0));
        }
    }

    public RunDetails Read(DateTimeOffset now)
    {
        lock (_lock)
        {
            Add(_phase, (now - _since).TotalSeconds);
            _since = now > _since ? now : _since;
            return new RunDetails([.. _phases.Select(p => p with { Seconds = Math.Round(p.Seconds, 3) })], Waits(), Errors());
        }
    }

    // A clock that was set back takes no time away.
    private void Add(string phase, double seconds)
    {
        if (seconds <= 0)
            return;

        var at = _phases.FindIndex(p => p.Name == phase);
        if (at < 0)
            _phases.Add(new RunPhase(phase, seconds));
        else
            _phases[at] = new RunPhase(phase, _phases[at].Seconds + seconds);
    }

    private List<RunWait> Waits() =>
    [
        .. Enum.GetValues<WaitReason>()
            .Select(reason => new RunWait(reason, Math.Round(_meter.Waited(reason).TotalSeconds + _before.Waits.Where(w => w.Reason == reason).Sum(w => w.Seconds), 3)))
            .Where(wait => wait.Seconds > 0)
            .OrderByDescending(wait => wait.Seconds),
    ];

    private List<VendorErrorCount> Errors() =>
    [
        .. _before.VendorErrors.Concat(_meter.Errors.Select(e => new VendorErrorCount(e.Key, e.Value)))
            .GroupBy(e => e.Code, StringComparer.Ordinal)
            .Select(g => new VendorErrorCount(g.Key, g.Sum(e => e.Count)))
            .OrderByDescending(e => e.Count)
            .ThenBy(e => e.Code, StringComparer.Ordinal),
    ];
}
