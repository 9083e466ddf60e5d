using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Core.Integrations.Diagnostics;

/// <summary>An integration without what is nobody else's business.</summary>
/// <param name="AccountId">The vendor's id of the account; null when the vendor does not tell.</param>
/// <param name="Settings">The wizard's fields, and whether they are answered.</param>
/// <param name="AreSecretsReadable">Whether the vault opens the stored secrets.</param>
public sealed record IntegrationFactsForSupport(
    Guid Id,
    string Name,
    DateTimeOffset CreatedAt,
    string? AccountId,
    IReadOnlyList<SettingFacts> Settings,
    bool AreSecretsReadable,
    ScheduleView Schedule,
    DateTimeOffset? NextContainersAt,
    DateTimeOffset? NextDevicesAt,
    SyncError? Attention,
    IntegrationCounts Counts,
    int MappingVersion,
    bool HasRootContainer,
    int? MissingLimit,
    MoveChoice OnMove);

/// <summary>A field of the wizard.</summary>
/// <param name="State">"set" or "not set".</param>
/// <param name="Value">What was chosen, of a field that offers choices; null for all others, which hold what people type.</param>
/// <param name="ChangedAt">When a secret was last entered; null for others.</param>
public sealed record SettingFacts(string Key, bool IsSecret, string State, string? Value, DateTimeOffset? ChangedAt);

/// <summary>How the host stands with the vendor, for the credentials of the integration.</summary>
/// <param name="WaitUntil">Nothing is asked of it before; null when it may be asked.</param>
/// <param name="BlockCode">Error code of the wait; null when there is none, or the vendor did not ask for it.</param>
/// <param name="Pace">Share of the budget that was used when the vendor was last seen to slow down; null when these credentials were not used yet.</param>
/// <param name="Refusals">Refusals since the last answer.</param>
/// <param name="LastUsedAt">Null when they were not used yet.</param>
public sealed record VendorStanding(
    DateTimeOffset? WaitUntil, string? WaitReason, string? BlockCode, double? Pace, DateTimeOffset? SlowedDownAt, int Refusals, DateTimeOffset? LastUsedAt);

/// <summary>How much there is of what.</summary>
/// <param name="Containers">All that were ever seen, gone ones included.</param>
/// <param name="DevicesByStatus">Devices in staging, by status.</param>
/// <param name="LeftOut">Devices that people left out for good.</param>
public sealed record StagingFacts(
    int Containers,
    int ContainersMapped,
    int ContainersSkipped,
    int ContainersWithQuestion,
    int ContainersGone,
    int Types,
    int TypesMapped,
    int TypesAutoSynced,
    int TypesIgnored,
    IReadOnlyDictionary<string, int> DevicesByStatus,
    int LeftOut);
