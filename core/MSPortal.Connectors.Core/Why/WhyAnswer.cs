using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Where a device is on its way into the inventory, or why it is not there at all.</summary>
public enum WhyState
{
    /// <summary>Several records fit what was asked for.</summary>
    Several,

    /// <summary>There is no integration that could report devices.</summary>
    NoIntegration,

    /// <summary>No sync of the integration has ever read devices to the end.</summary>
    NeverSynced,

    /// <summary>The last sync of the integration failed, so newer devices are not known.</summary>
    SyncFailed,

    /// <summary>Scheduled syncs of the integration are paused, so newer devices are not known.</summary>
    Paused,

    /// <summary>Not among the devices that are kept; it may be one of those in containers without a company, or in no container, which are only counted.</summary>
    MaybeUnmapped,

    /// <summary>The last complete sync did not receive it.</summary>
    NotReceived,

    /// <summary>The vendor reported it, but its record could not be used.</summary>
    Rejected,

    /// <summary>Can be imported.</summary>
    New,

    /// <summary>In the inventory, but its record has news that the inventory does not have yet.</summary>
    Changed,

    /// <summary>In the inventory, up to date.</summary>
    Imported,

    /// <summary>The last import of it failed.</summary>
    Failed,

    /// <summary>Its type, or the type that was asked for, is ignored.</summary>
    TypeIgnored,

    /// <summary>Its type, or the type that was asked for, maps to no device type.</summary>
    TypeUnmapped,

    /// <summary>In the inventory, but the vendor now has it where no company is mapped.</summary>
    ContainerUnmapped,

    /// <summary>In the inventory under another company than the one of its container.</summary>
    HeldForMove,

    /// <summary>Waits because it is in doubt which company its container belongs to.</summary>
    HeldForQuestion,

    /// <summary>The last sync did not see it, together with so many others that a person must say whether they are gone.</summary>
    HeldForMissing,

    /// <summary>Waits because it is in doubt which device its serial number belongs to.</summary>
    HeldForSerial,

    /// <summary>Another record took its place on its device; the vendor reports it no more, or again.</summary>
    Superseded,

    /// <summary>The vendor did not report it in two complete syncs.</summary>
    NotSeen,

    /// <summary>In the inventory, but no integration reports it any more.</summary>
    NoSource,

    /// <summary>A container whose devices belong to a company.</summary>
    ContainerMapped,

    /// <summary>A container without a company.</summary>
    ContainerOpen,

    /// <summary>A container that is never to be mapped.</summary>
    ContainerSkipped,

    /// <summary>A container of which it is in doubt which company it belongs to.</summary>
    ContainerInDoubt,

    /// <summary>A container that the vendor does not list any more.</summary>
    ContainerGone,

    /// <summary>A vendor's type whose devices are imported by hand.</summary>
    TypeMapped,

    /// <summary>A vendor's type whose devices each sync imports.</summary>
    TypeAutoSynced,
}

/// <summary>What a place is about.</summary>
public enum WhyKind
{
    /// <summary>A device, or what could be one.</summary>
    Device,

    /// <summary>A container of a vendor.</summary>
    Container,

    /// <summary>A vendor's device type.</summary>
    Type,
}

/// <summary>Where something can be looked at or done.</summary>
public enum WhyPage
{
    /// <summary>All integrations.</summary>
    Integrations,

    /// <summary>The credentials of an integration.</summary>
    Credentials,

    /// <summary>The mapping of an integration's containers.</summary>
    Mapping,

    /// <summary>The containers with an open question.</summary>
    Questions,

    /// <summary>The device types and staged devices of an integration.</summary>
    Staged,

    /// <summary>The syncs of an integration.</summary>
    Syncs,

    /// <summary>One sync.</summary>
    Sync,

    /// <summary>A device of the inventory.</summary>
    Device,

    /// <summary>The record at the vendor.</summary>
    Vendor,

    /// <summary>What the vendors have against what is imported.</summary>
    Coverage,

    /// <summary>A plan.</summary>
    Plan,
}

/// <summary>A place in the product, or at the vendor.</summary>
/// <param name="Id">The sync, the device or the plan; null where the page is about none.</param>
/// <param name="Search">What to look for there; of <see cref="WhyPage.Vendor"/> the address.</param>
public sealed record WhyTarget(WhyPage Page, Guid? IntegrationId = null, Guid? Id = null, string? Search = null);

/// <summary>The one step that changes where the device is.</summary>
/// <param name="Needs">The permission that it takes.</param>
public sealed record WhyStep(string Text, WhyTarget? Target, Permission Needs = Permission.ManageIntegrations);

/// <summary>A decision or event that led to where the device is.</summary>
/// <param name="At">Null for what just holds.</param>
/// <param name="By">Who decided; null when nobody did or it is not kept.</param>
public sealed record WhyTrace(string Text, DateTimeOffset? At = null, string? By = null, WhyTarget? Target = null);

/// <summary>The record, container or type that was found; all but its names is null where the product does not know it.</summary>
public sealed record WhyRecord(
    string? Name,
    string? SerialNumber,
    string? ExternalId,
    string? Container,
    CompanyRef? Company,
    string? Type,
    Guid? StagedDeviceId,
    Guid? DeviceId);

/// <summary>A place where the device is, or could be.</summary>
/// <param name="IntegrationId">Null for a device that no integration reports.</param>
/// <param name="Record">Null when nothing was found.</param>
/// <param name="Trace">What led there, oldest first.</param>
public sealed record WhyPlace(
    WhyState State,
    string Message,
    WhyStep Step,
    Guid? IntegrationId,
    string? IntegrationName,
    WhyRecord? Record,
    IReadOnlyList<WhyTrace> Trace)
{
    public WhyKind Kind { get; init; }
}

/// <summary>The answer to "why is this device where it is?".</summary>
/// <param name="State">That of the only place, or of the likeliest when nothing was found; <see cref="WhyState.Several"/> for more.</param>
/// <param name="Matches">How many records were found.</param>
/// <param name="Places">Those records, at most ten; when nothing was found, every integration that could have it, the likeliest first.</param>
public sealed record WhyAnswer(string Query, WhyState State, string Message, WhyStep Step, int Matches, IReadOnlyList<WhyPlace> Places);

/// <summary>Too many devices would fit.</summary>
public sealed record QueryTooShort() : Refusal(
    RefusalKind.Invalid,
    "query_too_short",
    "No device has exactly this serial number, name or id, and fewer than three characters fit too many.",
    "Give at least three characters of the serial number, of the host name, or of the vendor's id.");
