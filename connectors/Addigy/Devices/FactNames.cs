using System.Text;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Addigy's identifiers of the facts that are read; all others are neither asked for nor kept.</summary>
internal static class FactNames
{
    public const string AgentVersion = "agent_version";
    public const string BatteryCharging = "battery_charging";
    public const string BatteryCycles = "battery_cycles";
    public const string BatteryPercentage = "battery_percentage";
    public const string ClientIp = "client_ip";
    public const string CurrentUser = "current_user";
    public const string DeviceChipType = "device_chip_type";
    public const string DeviceModelName = "device_model_name";
    public const string DeviceName = "device_name";
    public const string EthernetMacAddress = "ethernet_mac_address";
    public const string EthernetMacs = "ethernet_ma_cs";
    public const string FileVaultEnabled = "filevault_enabled";
    public const string FirewallEnabled = "firewall_enabled";
    public const string FreeDiskSpaceGb = "free_disk_space_gb";
    public const string GatekeeperEnabled = "gatekeeper_enabled";
    public const string HardwareModel = "hardware_model";
    public const string HasMdm = "has_mdm";
    public const string HostName = "host_name";
    public const string IdentityEmail = "identity_email";
    public const string IsSupervised = "is_supervised";
    public const string LastOnline = "last_online";
    public const string LocalHostName = "localhost_name";
    public const string LocalIp = "local_ip";
    public const string MacOsVersion = "mac_os_x_version";
    public const string MdmLastConnected = "mdm_last_connected";
    public const string Online = "online";
    public const string OsPlatform = "os_platform";
    public const string OsVersion = "os_version";
    public const string PolicyId = "policy_id";
    public const string ProcessorType = "processor_type";
    public const string ProductName = "product_name";
    public const string SerialNumber = "serial_number";
    public const string SipEnabled = "system_integrity_protection_enabled";
    public const string SystemVersion = "system_version";
    public const string TotalDiskSpaceGb = "total_disk_space_gb";
    public const string TotalMemoryGb = "total_memory_gb";
    public const string WifiMacAddress = "wifi_mac_address";

    public static IReadOnlyList<string> All { get; } =
    [
        AgentVersion, BatteryCharging, BatteryCycles, BatteryPercentage, ClientIp, CurrentUser, DeviceChipType,
        DeviceModelName, DeviceName, EthernetMacAddress, EthernetMacs, FileVaultEnabled, FirewallEnabled,
        FreeDiskSpaceGb, GatekeeperEnabled, HardwareModel, HasMdm, HostName, IdentityEmail, IsSupervised, LastOnline,
        LocalHostName, LocalIp, MacOsVersion, MdmLastConnected, Online, OsPlatform, OsVersion, PolicyId, ProcessorType,
        ProductName, SerialNumber, SipEnabled, SystemVersion, TotalDiskSpaceGb, TotalMemoryGb, WifiMacAddress,
    ];

    // By length: few have the same, and a device has some hundred facts to be told apart.
    private static readonly (byte[] Bytes, string Name)[][] Wanted =
        [.. Enumerable.Range(0, All.Max(name => name.Length) + 1).Select(length => All.Where(name => name.Length == length).Select(name => (Encoding.ASCII.GetBytes(name), name)).ToArray())];

    /// <summary>The shared text of a wanted identifier in UTF-8; null when it is not wanted.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length >= Wanted.Length)
            return null;

        foreach (var (bytes, wanted) in Wanted[name.Length])
        {
            if (name.SequenceEqual(bytes))
                return wanted;
        }

        return null;
    }
}
