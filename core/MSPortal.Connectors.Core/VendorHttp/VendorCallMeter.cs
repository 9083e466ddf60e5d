using System.Collections.Concurrent;
using MSPortal.Connectors.Core.Telemetry;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Counts the requests and waits of one run or check. Safe to read while calls are made.</summary>
public sealed class VendorCallMeter
{
    private readonly long[] _waitedTicks = new long[Enum.GetValues<WaitReason>().Length];
    private readonly ConcurrentDictionary<string, int> _errors = new(StringComparer.Ordinal);
    private int _requestsSent;
    private long _lastAskedTicks = -1;
    private volatile bool _isRefusalKnown;

    /// <summary>Requests that were sent, retries included.</summary>
    public int RequestsSent => Volatile.Read(ref _requestsSent);

    /// <summary>Time waited for all reasons; calls that waited at the same time all count.</summary>
    public TimeSpan TotalWaited => new(Enum.GetValues<WaitReason>().Sum(reason => Waited(reason).Ticks));

    /// <summary>Time waited for one reason.</summary>
    public TimeSpan Waited(WaitReason reason) => new(Interlocked.Read(ref _waitedTicks[(int)reason]));

    /// <summary>How many attempts at a call failed, by "http_" and the answer's status, or by error code when there was no answer.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors;

    /// <summary>Whether the latest refusal because of too many requests was told to the budget by its status already.</summary>
    internal bool IsRefusalKnown
    {
        get => _isRefusalKnown;
        set => _isRefusalKnown = value;
    }

    /// <summary>How long the latest answer asked to wait, whatever its status; null when it did not say.</summary>
    internal TimeSpan? LastAsked
    {
        get => Interlocked.Read(ref _lastAskedTicks) is >= 0 and var ticks ? new TimeSpan(ticks) : null;
        set => Interlocked.Exchange(ref _lastAskedTicks, value?.Ticks ?? -1);
    }

    internal void CountRequest() => Interlocked.Increment(ref _requestsSent);

    internal void CountError(string code) => _errors.AddOrUpdate(code, 1, (_, count) => count + 1);

    internal void CountWait(WaitReason reason, TimeSpan time)
    {
        Interlocked.Add(ref _waitedTicks[(int)reason], time.Ticks);
        Meters.Waited(reason, time);
    }
}

/// <summary>Why a call had to wait.</summary>
public enum WaitReason
{
    /// <summary>The host's share of the vendor's request limit was used up.</summary>
    Budget,

    /// <summary>An attempt failed, and the next one was put off.</summary>
    Retry,

    /// <summary>The vendor named a time to wait.</summary>
    VendorAsked,
}
