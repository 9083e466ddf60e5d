using System.Text.Json;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>A run for people and programs.</summary>
/// <param name="RejectedTotal">Records that could not be used, containers included.</param>
/// <param name="RejectedKept">How many of them can be looked at.</param>
/// <param name="BooksProblem">What did not balance when the run ended, as sentences; null when all did, or while it is not over.</param>
/// <param name="Details">How it spent its time, and what went wrong on the way.</param>
public sealed record SyncRunView(
    Guid Id,
    Guid IntegrationId,
    SyncScope Scope,
    SyncTrigger Trigger,
    string RequestedBy,
    SyncState State,
    string? Phase,
    Completeness? Completeness,
    SyncCounters Counters,
    int ContainersReceived,
    int Missing,
    int AutoImported,
    int Pages,
    int Requests,
    double WaitedSeconds,
    int RejectedTotal,
    int RejectedKept,
    string? BooksProblem,
    RunDetails Details,
    SyncError? Error,
    HeldMissing? Held,
    HeldAnswer? Answer,
    string? AnsweredBy,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Whether the run has come to its end.</summary>
    public bool IsOver => State is not (SyncState.Queued or SyncState.Running);

    internal static SyncRunView From(SyncRun run) => new(
        run.Id.Value,
        run.IntegrationId.Value,
        run.Scope,
        run.Trigger,
        run.RequestedBy,
        run.State,
        run.Phase,
        run.Completeness,
        run.Counters(),
        run.ContainersReceived,
        run.Missing,
        run.AutoImported,
        run.Pages,
        run.Requests,
        run.WaitedSeconds,
        run.Rejected + run.ContainersRejected,
        Math.Min(run.Rejected + run.ContainersRejected, RejectedRows.Kept),
        run.BooksProblem,
        RunDetails.From(run.Details),
        run.ErrorCode is null ? null : new SyncError(run.ErrorCode, run.ErrorMessage ?? "", run.ErrorCure ?? ""),
        run.HeldMissing is null || (run.State is SyncState.Failed or SyncState.Cancelled && run.Answer is null) ? null : JsonSerializer.Deserialize<HeldMissing>(run.HeldMissing),
        run.Answer,
        run.AnsweredBy,
        run.QueuedAt,
        run.StartedAt,
        run.FinishedAt);
}

/// <summary>
/// What became of the records of a run: devices, or containers when it reads nothing else. Received is the sum of the others.
/// </summary>
public record SyncCounters(int Received, int Created, int Updated, int Unchanged, int Held, int Ignored, int Rejected, int Unmapped)
{
    internal static SyncCounters None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Records of which it is said what became of them.</summary>
    internal int Accounted => Created + Updated + Unchanged + Held + Ignored + Rejected + Unmapped;

    /// <summary>Whether as many records came as are accounted for.</summary>
    internal bool Balances => Received == Accounted;

    /// <summary>Records that are not simply what they were.</summary>
    internal int Changed => Received - Unchanged;

    internal SyncCounters Plus(SyncCounters other) => new(
        Received + other.Received,
        Created + other.Created,
        Updated + other.Updated,
        Unchanged + other.Unchanged,
        Held + other.Held,
        Ignored + other.Ignored,
        Rejected + other.Rejected,
        Unmapped + other.Unmapped);
}

/// <summary>Why a run failed, is partial or is held.</summary>
public sealed record SyncError(string Code, string Message, string Cure);
