using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.History;

/// <summary>What the history of a device tells changes of.</summary>
public static class ChangedThings
{
    /// <summary>The company it belongs to, by name.</summary>
    public const string Company = "company";

    /// <summary>The device type, by name.</summary>
    public const string DeviceType = "device_type";

    /// <summary>It came into the inventory; the value is the company's name.</summary>
    public const string Imported = "imported";

    /// <summary>A record of a vendor was linked to it; before is the record whose place it took, if any.</summary>
    public const string Linked = "linked";

    /// <summary>A record was taken out of it (before), or it was made of one that was (after).</summary>
    public const string Split = "split";

    /// <summary>The facts, in the order in which they are shown.</summary>
    public static IReadOnlyList<FactKey> Facts { get; } =
    [
        DeviceFacts.Name, DeviceFacts.SerialNumber, DeviceFacts.HostName,
        DeviceFacts.CurrentUser, DeviceFacts.UserEmail,
        DeviceFacts.OsName, DeviceFacts.OsVersion, DeviceFacts.AgentVersion,
        DeviceFacts.FileVaultEnabled, DeviceFacts.FirewallEnabled, DeviceFacts.GatekeeperEnabled, DeviceFacts.SipEnabled,
        DeviceFacts.MdmEnrolled, DeviceFacts.Supervised,
    ];

    /// <summary>Whether it is what a vendor tells of the device, and not where the device belongs here.</summary>
    public static bool IsFact(string key) => Facts.Any(f => f.Key == key);

    /// <summary>What it is called.</summary>
    public static string LabelOf(string key) => key switch
    {
        Company => "Company",
        DeviceType => "Device type",
        Imported => "Imported",
        Linked => "Linked record",
        Split => "Split record",
        _ => Facts.FirstOrDefault(f => f.Key == key)?.Label ?? key,
    };
}
