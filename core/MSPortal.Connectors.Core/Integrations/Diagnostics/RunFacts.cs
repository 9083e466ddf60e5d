using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Integrations.Diagnostics;

/// <summary>A run without names.</summary>
/// <param name="Attempt">How often a worker has begun it.</param>
/// <param name="Details">How it spent its time, and what went wrong on the way.</param>
/// <param name="Held">What a held run would have marked; null when it was not held.</param>
public sealed record RunFacts(
    Guid Id,
    SyncScope Scope,
    SyncTrigger Trigger,
    SyncState State,
    Completeness? Completeness,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int Attempt,
    SyncCounters Counters,
    int ContainersReceived,
    int ContainersRejected,
    int Missing,
    int AutoImported,
    int Pages,
    int Requests,
    double WaitedSeconds,
    RunDetails Details,
    SyncError? Error,
    HeldFacts? Held,
    BooksFacts Books);

/// <summary>Devices that a held run missed.</summary>
/// <param name="Containers">How many containers missed more than may go at once.</param>
/// <param name="Answer">What a person said; null while nobody did.</param>
public sealed record HeldFacts(int Missing, int Present, int Limit, int Containers, HeldAnswer? Answer);

/// <summary>The books of a run, in numbers.</summary>
/// <param name="Kept">Whether there are books.</param>
/// <param name="Containers">Of how many containers devices came; none and what can't be read count as one.</param>
/// <param name="Types">Of how many types devices came; what can't be read counts as one.</param>
public sealed record BooksFacts(bool Balanced, bool Kept, IReadOnlyList<string> Problems, int Containers, int Types);

/// <summary>How many runs ended with an error.</summary>
public sealed record CountedError(string Code, int Runs, DateTimeOffset LastAt, string Message, string Cure);

/// <summary>How often something happened.</summary>
public sealed record CountedCode(string Code, int Count);

/// <summary>Why records could not be used.</summary>
/// <param name="Records">How many, of those that are kept.</param>
/// <param name="Runs">In how many runs.</param>
/// <param name="LastRunId">The newest of them.</param>
public sealed record CountedReason(string Reason, int Records, int Runs, Guid LastRunId);
