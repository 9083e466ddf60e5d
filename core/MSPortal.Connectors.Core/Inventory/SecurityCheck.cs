using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>How a device stands with one check. Each device is in exactly one of the first four states.</summary>
public enum CheckState
{
    /// <summary>On, and the device still reports.</summary>
    Pass,

    /// <summary>Off, and the device still reports.</summary>
    Fail,

    /// <summary>Not known, whether the device reports or not; or such a device does not have it.</summary>
    Unknown,

    /// <summary>It was on or off when the device last reported, which is too long ago to count as either.</summary>
    Stale,

    /// <summary>The part of <see cref="Unknown"/> that will never be known: devices that do not have what is checked.</summary>
    NotApplicable,
}

/// <summary>A protection that is reported on.</summary>
/// <param name="Column">The property of <see cref="Device"/> that holds its value.</param>
/// <param name="LackedBy">
/// Operating systems that do not have it, by <see cref="DeviceFacts.OsName"/>. What a vendor sends of them all the same counts
/// neither as pass nor as fail, and is told with the device as a note.
/// </param>
public sealed record SecurityCheck(string Key, string Label, string Column, IReadOnlyList<string> LackedBy)
{
    private static readonly string[] Mobile = ["iOS", "iPadOS", "tvOS", "watchOS", "visionOS", "Android"];

    private static readonly string[] AllButMacOs = [.. Mobile, "Windows", "Linux"];

    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<SecurityCheck> All { get; } =
    [
        Of(DeviceFacts.FileVaultEnabled, nameof(Device.FileVaultEnabled), AllButMacOs),
        Of(DeviceFacts.FirewallEnabled, nameof(Device.FirewallEnabled), Mobile),
        Of(DeviceFacts.GatekeeperEnabled, nameof(Device.GatekeeperEnabled), AllButMacOs),
        Of(DeviceFacts.SipEnabled, nameof(Device.SipEnabled), AllButMacOs),
        Of(DeviceFacts.MdmEnrolled, nameof(Device.MdmEnrolled), []),
        Of(DeviceFacts.Supervised, nameof(Device.Supervised), []),
    ];

    /// <summary>The check with this key; null when there is none.</summary>
    public static SecurityCheck? Find(string? key) => All.FirstOrDefault(c => c.Key == key);

    /// <summary>Whether devices with this operating system have it. One that is not known may be any.</summary>
    public bool AppliesTo(string? osName) => osName is null || !LackedBy.Contains(osName);

    private static SecurityCheck Of(FactKey<bool> fact, string column, IReadOnlyList<string> lackedBy) => new(fact.Key, fact.Label, column, lackedBy);
}
