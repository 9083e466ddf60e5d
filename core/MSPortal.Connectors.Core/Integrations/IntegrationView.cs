using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>What an integration is up to.</summary>
public enum IntegrationState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>A run waits or is at work.</summary>
    Syncing,

    /// <summary>Something needs the admin.</summary>
    Attention,

    /// <summary>Scheduled syncs are switched off.</summary>
    Paused,
}

/// <summary>An integration for people and programs.</summary>
/// <param name="WaitUntil">Nothing is asked of the vendor before; null when it may be asked.</param>
/// <param name="WaitReason">Why, as a sentence; null when there is nothing to wait for.</param>
public sealed record IntegrationView(
    Guid Id,
    string ConnectorId,
    string Name,
    IntegrationState State,
    SyncError? Attention,
    ObservedAccount? Account,
    IntegrationCounts Counts,
    ScheduleView Schedule,
    SyncRunView? LastRun,
    SyncRunView? CurrentRun,
    DateTimeOffset? NextRunAt,
    DateTimeOffset? WaitUntil,
    string? WaitReason,
    Guid? RootContainerId,
    int? MissingLimit,
    MoveChoice OnMove,
    DateTimeOffset CreatedAt);

/// <summary>How much an integration holds.</summary>
/// <param name="Staged">Devices of mapped containers.</param>
/// <param name="Pending">Staged devices that are neither imported nor ignored nor gone.</param>
/// <param name="Conflicts">Containers with an open question.</param>
/// <param name="Imported">Staged devices that are in the inventory.</param>
public sealed record IntegrationCounts(int Containers, int Mapped, int Staged, int Pending, int Imported, int Conflicts);

/// <summary>When an integration syncs by itself, in UTC.</summary>
public sealed record ScheduleView(string ContainersCron, string DevicesCron, bool Paused);
