using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>The classes of device that are known; docs/connectors/addigy.md, "Device types".</summary>
internal static class DeviceTypes
{
    public static readonly ProviderDeviceType MacBookPro = new("macbook_pro", "MacBook Pro");
    public static readonly ProviderDeviceType MacBookAir = new("macbook_air", "MacBook Air");
    public static readonly ProviderDeviceType MacBook = new("macbook", "MacBook");
    public static readonly ProviderDeviceType IMac = new("imac", "iMac");
    public static readonly ProviderDeviceType IMacPro = new("imac_pro", "iMac Pro");
    public static readonly ProviderDeviceType MacMini = new("mac_mini", "Mac mini");
    public static readonly ProviderDeviceType MacStudio = new("mac_studio", "Mac Studio");
    public static readonly ProviderDeviceType MacPro = new("mac_pro", "Mac Pro");
    public static readonly ProviderDeviceType IPhone = new("iphone", "iPhone");
    public static readonly ProviderDeviceType IPad = new("ipad", "iPad");
    public static readonly ProviderDeviceType IPodTouch = new("ipod_touch", "iPod touch");
    public static readonly ProviderDeviceType AppleTv = new("apple_tv", "Apple TV");
    public static readonly ProviderDeviceType AppleVision = new("apple_vision", "Apple Vision");
    public static readonly ProviderDeviceType VirtualMachine = new("virtual_machine", "Virtual Machine");

    /// <summary>Surely a Mac, but of an unknown family.</summary>
    public static readonly ProviderDeviceType Mac = new("mac", "Mac");

    public static readonly ProviderDeviceType Unknown = new("unknown", "Unknown");

    public static IReadOnlyList<ProviderDeviceType> All { get; } =
    [
        MacBookPro, MacBookAir, MacBook, IMac, IMacPro, MacMini, MacStudio, MacPro, IPhone, IPad, IPodTouch, AppleTv,
        AppleVision, VirtualMachine, Mac, Unknown,
    ];

    /// <summary>Whether it runs something else than macOS, and so has none of its protections.</summary>
    public static bool IsMobile(ProviderDeviceType type) =>
        type == IPhone || type == IPad || type == IPodTouch || type == AppleTv || type == AppleVision;

    /// <summary>Whether it has no battery.</summary>
    public static bool HasNoBattery(ProviderDeviceType type) =>
        type == IMac || type == IMacPro || type == MacMini || type == MacStudio || type == MacPro || type == AppleTv;

    /// <summary>Whether it is a Mac, whatever its family.</summary>
    public static bool IsMac(ProviderDeviceType type) =>
        type == MacBookPro || type == MacBookAir || type == MacBook || type == Mac || (HasNoBattery(type) && type != AppleTv);

    /// <summary>The known type of that name, or else one made from the name.</summary>
    public static ProviderDeviceType Named(string name)
    {
        const int longest = 100;

        var slug = string.Join('_', string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var key = slug.Length > longest ? slug[..longest].TrimEnd('_') : slug;

        return key.Length == 0
            ? Unknown
            : All.FirstOrDefault(type => type.Key == key)
                ?? new ProviderDeviceType(key, name.Length > longest ? name[..longest] : name);
    }
}
