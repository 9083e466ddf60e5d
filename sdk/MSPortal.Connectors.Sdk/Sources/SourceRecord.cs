namespace MSPortal.Connectors.Sdk.Sources;

/// <summary>One thing as the vendor reported it.</summary>
/// <param name="ExternalId">
/// The vendor's identifier as text, at most 200 characters, unique within the source and compared exactly. A record
/// without one belongs into <see cref="SourcePage.Rejected"/>.
/// </param>
public abstract record SourceRecord(string ExternalId);

/// <summary>A site-like unit of the vendor.</summary>
/// <param name="ExternalId">The vendor's identifier.</param>
/// <param name="Name">Name for people; need not be unique.</param>
/// <param name="ParentId">
/// External id of the container around it; null at the top. A parent that does not exist, or a loop, is allowed: the
/// host then treats the container as one at the top.
/// </param>
public sealed record ContainerRecord(string ExternalId, string Name, string? ParentId) : SourceRecord(ExternalId);

/// <summary>A device of the vendor.</summary>
/// <param name="ExternalId">The vendor's identifier, never the serial number unless the vendor has nothing else.</param>
/// <param name="ContainerId">
/// External id of the one container that decides which company the device belongs to; null when it is in none.
/// </param>
/// <param name="Type">The vendor's class of device.</param>
/// <param name="Fields">The fields the mapper needs and no others: what is not declared is not kept.</param>
public sealed record DeviceRecord(string ExternalId, string? ContainerId, ProviderDeviceType Type, RecordFields Fields)
    : SourceRecord(ExternalId)
{
    /// <summary>When the vendor last updated the record; null when it does not say. Default for the time of its readings.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>The record's page in the vendor's own web app; null when there is none.</summary>
    public Uri? WebLink { get; init; }
}

/// <summary>A vendor's class of device. An open set: a new one is news for the admin, not an error.</summary>
/// <param name="Key">Stable key, lower snake case, at most 100 characters, for example <c>macbook_air</c>.</param>
/// <param name="Name">Name for people, for example "MacBook Air".</param>
public sealed record ProviderDeviceType(string Key, string Name);
