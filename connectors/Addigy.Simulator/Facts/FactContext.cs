using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>What a fact is read from: the device, its policies, and chance that is the same at each reading.</summary>
/// <param name="Device">The device.</param>
/// <param name="Tree">The policies.</param>
/// <param name="Now">The instant that dates count back from.</param>
/// <param name="Dice">Chance of this device and fact.</param>
public sealed record FactContext(FleetDevice Device, PolicyTree Tree, DateTimeOffset Now, Dice Dice)
{
    /// <summary>True for all that run macOS.</summary>
    public bool IsMac => Device.Model.IsMac;

    /// <summary>True for a Mac with battery.</summary>
    public bool IsLaptop => Device.Model.Family is DeviceFamily.MacLaptop;

    /// <summary>True for iPhones, and for the third of iPads that have a SIM.</summary>
    public bool HasCellular => Device.Model.Family switch
    {
        DeviceFamily.IPhone => Device.Model.Name == "iPhone",
        DeviceFamily.IPad => Device.Seed % 3 == 0,
        _ => false,
    };

    /// <summary>True for the parts of the fleet that are rolled the same way by several facts.</summary>
    public bool Trait(string purpose, double percent) => Dice.For(Device.Seed, purpose).Percent(percent);

    /// <summary>An instant in one of the spellings that occur: without, with one and with three decimals.</summary>
    public string Date(DateTimeOffset instant) => instant.UtcDateTime.ToString(
        Dice.Below(3) switch
        {
            0 => "yyyy-MM-dd'T'HH:mm:ss'Z'",
            1 => "yyyy-MM-dd'T'HH:mm:ss.f'Z'",
            _ => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        },
        CultureInfo.InvariantCulture);

    /// <summary>A MAC address in one of the spellings that occur.</summary>
    public string MacAddress()
    {
        var bytes = Convert.ToHexString(BitConverter.GetBytes(Dice.Next()), 0, 6);
        var style = Device.Seed % 3;
        var separator = style == 2 ? '-' : ':';
        var address = string.Join(separator, Enumerable.Range(0, 6).Select(index => bytes.Substring(index * 2, 2)));
        return style == 0 ? address.ToLowerInvariant() : address;
    }
}
