namespace MSPortal.Connectors.Sdk.Facts;

/// <summary>The facts that the host knows, shows and reports on.</summary>
public static class DeviceFacts
{
    /// <summary>Name the device goes by at the vendor.</summary>
    public static FactKey<string> Name { get; } = new("name", "Name", FactSection.Identity);

    /// <summary>Serial number as the manufacturer gave it. May be missing, and may be shared by mistake.</summary>
    public static FactKey<string> SerialNumber { get; } = new("serial_number", "Serial number", FactSection.Identity);

    /// <summary>Who made the hardware.</summary>
    public static FactKey<string> Manufacturer { get; } = new("manufacturer", "Manufacturer", FactSection.Identity);

    /// <summary>Model for people, for example "MacBook Air".</summary>
    public static FactKey<string> Model { get; } = new("model", "Model", FactSection.Hardware);

    /// <summary>Processor for people, for example "Apple M2".</summary>
    public static FactKey<string> Processor { get; } = new("processor", "Processor", FactSection.Hardware);

    /// <summary>Installed memory.</summary>
    public static FactKey<long> MemoryBytes { get; } = new("memory_bytes", "Memory", FactSection.Hardware, FactUnit.Bytes);

    /// <summary>Size of the start-up disk.</summary>
    public static FactKey<long> DiskTotalBytes { get; } = new("disk_total_bytes", "Disk size", FactSection.Hardware, FactUnit.Bytes);

    /// <summary>Free space of the start-up disk.</summary>
    public static FactKey<long> DiskFreeBytes { get; } = new("disk_free_bytes", "Disk free", FactSection.Hardware, FactUnit.Bytes);

    /// <summary>Used part of the start-up disk.</summary>
    public static FactKey<double> DiskUsedPercent { get; } = new("disk_used_percent", "Disk used", FactSection.Hardware, FactUnit.Percent);

    /// <summary>Whether FileVault encrypts the disk (macOS).</summary>
    public static FactKey<bool> FileVaultEnabled { get; } = new("filevault_enabled", "FileVault", FactSection.Security);

    /// <summary>Whether the system's firewall is on.</summary>
    public static FactKey<bool> FirewallEnabled { get; } = new("firewall_enabled", "Firewall", FactSection.Security);

    /// <summary>Whether Gatekeeper checks downloaded software (macOS).</summary>
    public static FactKey<bool> GatekeeperEnabled { get; } = new("gatekeeper_enabled", "Gatekeeper", FactSection.Security);

    /// <summary>Whether System Integrity Protection is on (macOS).</summary>
    public static FactKey<bool> SipEnabled { get; } = new("sip_enabled", "System Integrity Protection", FactSection.Security);

    /// <summary>Whether the device is enrolled in mobile device management.</summary>
    public static FactKey<bool> MdmEnrolled { get; } = new("mdm_enrolled", "MDM enrolled", FactSection.Security);

    /// <summary>Whether the device is supervised (Apple).</summary>
    public static FactKey<bool> Supervised { get; } = new("supervised", "Supervised", FactSection.Security);

    /// <summary>Host name in the network.</summary>
    public static FactKey<string> HostName { get; } = new("host_name", "Host name", FactSection.Network);

    /// <summary>Address in the local network.</summary>
    public static FactKey<string> LanIp { get; } = new("lan_ip", "LAN IP", FactSection.Network);

    /// <summary>Address the vendor sees the device at.</summary>
    public static FactKey<string> WanIp { get; } = new("wan_ip", "WAN IP", FactSection.Network);

    /// <summary>Wi-Fi hardware address, lower case with colons; see <see cref="Reading.AsMacAddress"/>.</summary>
    public static FactKey<string> WifiMac { get; } = new("wifi_mac", "Wi-Fi MAC address", FactSection.Network);

    /// <summary>Ethernet hardware address, lower case with colons; see <see cref="Reading.AsMacAddress"/>.</summary>
    public static FactKey<string> EthernetMac { get; } = new("ethernet_mac", "Ethernet MAC address", FactSection.Network);

    /// <summary>Charge of the battery.</summary>
    public static FactKey<double> BatteryPercent { get; } = new("battery_percent", "Battery", FactSection.Battery, FactUnit.Percent);

    /// <summary>Whether the battery is being charged.</summary>
    public static FactKey<bool> BatteryCharging { get; } = new("battery_charging", "Charging", FactSection.Battery);

    /// <summary>Number of charge cycles.</summary>
    public static FactKey<long> BatteryCycles { get; } = new("battery_cycles", "Cycle count", FactSection.Battery, FactUnit.Cycles);

    /// <summary>Account name of the person signed in.</summary>
    public static FactKey<string> CurrentUser { get; } = new("current_user", "Current user", FactSection.User);

    /// <summary>E-mail address of the device's user.</summary>
    public static FactKey<string> UserEmail { get; } = new("user_email", "E-mail", FactSection.User);

    /// <summary>Operating system: "macOS", "iOS", "iPadOS", "tvOS", "Windows", "Linux" and the like.</summary>
    public static FactKey<string> OsName { get; } = new("os_name", "Operating system", FactSection.System);

    /// <summary>Version of the operating system, digits and dots, for example "15.1".</summary>
    public static FactKey<string> OsVersion { get; } = new("os_version", "OS version", FactSection.System);

    /// <summary>Version of the vendor's agent on the device.</summary>
    public static FactKey<string> AgentVersion { get; } = new("agent_version", "Agent version", FactSection.System);

    /// <summary>When the vendor last heard from the device.</summary>
    public static FactKey<DateTimeOffset> LastSeenAt { get; } = new("last_seen_at", "Last seen", FactSection.System);

    /// <summary>Whether the vendor sees the device connected now.</summary>
    public static FactKey<bool> Online { get; } = new("online", "Online", FactSection.System);

    /// <summary>Every fact, in the order in which Device Detail shows them.</summary>
    public static IReadOnlyList<FactKey> All { get; } =
    [
        Name, SerialNumber, Manufacturer,
        Model, Processor, MemoryBytes, DiskTotalBytes, DiskFreeBytes, DiskUsedPercent,
        FileVaultEnabled, FirewallEnabled, GatekeeperEnabled, SipEnabled, MdmEnrolled, Supervised,
        HostName, LanIp, WanIp, WifiMac, EthernetMac,
        BatteryPercent, BatteryCharging, BatteryCycles,
        CurrentUser, UserEmail,
        OsName, OsVersion, AgentVersion, LastSeenAt, Online,
    ];
}
