using System.Text.Json;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>A run for people and programs.</summary>
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
        new SyncCounters(run.Received, run.Created, run.Updated, run.Unchanged, run.Held, run.Ignored, run.Rejected, run.Unmapped),
        run.ContainersReceived,
        run.Missing,
        run.AutoImported,
        run.Pages,
        run.Requests,
        run.WaitedSeconds,
        run.ErrorCode is null ? null : new SyncError(run.ErrorCode, run.ErrorMessage ?? "", run.ErrorCure ?? ""),
        run.HeldMissing is null ? null : JsonSerializer.Deserialize<HeldMissing>(run.HeldMissing),
        run.Answer,
        run.AnsweredBy,
        run.QueuedAt,
        run.StartedAt,
        run.FinishedAt);
}

/// <summary>
/// What became of the records of a run: devices, or containers when it reads nothing else. Received is the sum of the others.
/// </summary>
public sealed record SyncCounters(int Received, int Created, int Updated, int Unchanged, int Held, int Ignored, int Rejected, int Unmapped);

/// <summary>Why a run failed, is partial or is held.</summary>
public sealed record SyncError(string Code, string Message, string Cure);
