using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>How a device stands with one check. Each device is in exactly one state.</summary>
public enum CheckState
{
    /// <summary>On, and the device still reports.</summary>
    Pass,

    /// <summary>Off, and the device still reports.</summary>
    Fail,

    /// <summary>Not known, whether the device reports or not.</summary>
    Unknown,

    /// <summary>It was on or off when the device last reported, which is too long ago to count as either.</summary>
    Stale,
}

/// <summary>A protection that is reported on.</summary>
/// <param name="Column">The property of <see cref="Device"/> that holds its value.</param>
public sealed record SecurityCheck(string Key, string Label, string Column)
{
    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<SecurityCheck> All { get; } =
    [
        Of(DeviceFacts.FileVaultEnabled, nameof(Device.FileVaultEnabled)),
        Of(DeviceFacts.FirewallEnabled, nameof(Device.FirewallEnabled)),
        Of(DeviceFacts.GatekeeperEnabled, nameof(Device.GatekeeperEnabled)),
        Of(DeviceFacts.SipEnabled, nameof(Device.SipEnabled)),
        Of(DeviceFacts.MdmEnrolled, nameof(Device.MdmEnrolled)),
        Of(DeviceFacts.Supervised, nameof(Device.Supervised)),
    ];

    /// <summary>The check with this key; null when there is none.</summary>
    public static SecurityCheck? Find(string? key) => All.FirstOrDefault(c => c.Key == key);

    private static SecurityCheck Of(FactKey<bool> fact, string column) => new(fact.Key, fact.Label, column);
}
