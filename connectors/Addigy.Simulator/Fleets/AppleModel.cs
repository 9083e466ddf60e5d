namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>What kind of device it is, as far as facts differ.</summary>
public enum DeviceFamily
{
    /// <summary>A Mac with battery.</summary>
    MacLaptop,

    /// <summary>A Mac without.</summary>
    MacDesktop,

    /// <summary>macOS in a virtual machine.</summary>
    VirtualMac,

    /// <summary>iPhone, and iPod touch.</summary>
    IPhone,

    /// <summary>iPad.</summary>
    IPad,

    /// <summary>Apple TV.</summary>
    AppleTv,
}

/// <summary>A model of hardware.</summary>
/// <param name="Family">Kind of device.</param>
/// <param name="Name">Name as in device_model_name.</param>
/// <param name="HardwareModel">Identifier such as Mac14,7.</param>
/// <param name="Chip">Processor or chip.</param>
/// <param name="Year">Year it came out.</param>
/// <param name="Weight">How common it is.</param>
public sealed record AppleModel(DeviceFamily Family, string Name, string HardwareModel, string Chip, int Year, int Weight)
{
    /// <summary>True for all that run macOS.</summary>
    public bool IsMac => Family is DeviceFamily.MacLaptop or DeviceFamily.MacDesktop or DeviceFamily.VirtualMac;

    /// <summary>True for Apple's own chips.</summary>
    public bool IsAppleSilicon => Chip.StartsWith("Apple", StringComparison.Ordinal);
}
