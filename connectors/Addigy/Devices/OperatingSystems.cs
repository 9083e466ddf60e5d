using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Finds out the operating system; docs/connectors/addigy.md, "Operating systems".</summary>
internal static class OperatingSystems
{
    private static readonly string[] Names = ["macOS", "iPadOS", "iOS", "tvOS", "visionOS"];

    public static Reading<string> NameOf(ProviderDeviceType type, RecordFields fields)
    {
        var name = ByType(type) ?? BySystemVersion(fields) ?? (IsMac(fields) ? "macOS" : null);
        return name is null ? Reading.Absent<string>() : Reading.Known(name);
    }

    /// <summary>The version as digits and dots, out of texts such as "macOS 15.1 (24B83)".</summary>
    public static Reading<string> VersionOf(RecordFields fields) =>
        Digits(fields.Text(FactNames.OsVersion)).Or(Digits(fields.Text(FactNames.MacOsVersion)));

    /// <summary>Whether the facts that only Macs have say that it is one.</summary>
    public static bool IsMac(RecordFields fields) =>
        fields.Text(FactNames.MacOsVersion).IsKnown
        || fields.Text(FactNames.OsPlatform).Value?.StartsWith("Darwin", StringComparison.OrdinalIgnoreCase) == true
        || BySystemVersion(fields) == "macOS";

    /// <summary>The type of device that alone runs this system; null when there are several, or it is not known.</summary>
    public static ProviderDeviceType? TypeOf(RecordFields fields) => BySystemVersion(fields) switch
    {
        "iPadOS" => DeviceTypes.IPad,
        "tvOS" => DeviceTypes.AppleTv,
        "visionOS" => DeviceTypes.AppleVision,
        _ => null,
    };

    // Addigy says "iOS 15.1" of an iPad too, so the type comes first.
    private static string? ByType(ProviderDeviceType type) =>
        type == DeviceTypes.IPhone || type == DeviceTypes.IPodTouch ? "iOS"
        : type == DeviceTypes.IPad ? "iPadOS"
        : type == DeviceTypes.AppleTv ? "tvOS"
        : type == DeviceTypes.AppleVision ? "visionOS"
        : DeviceTypes.IsMac(type) ? "macOS"
        : null;

    private static string? BySystemVersion(RecordFields fields) =>
        fields.Text(FactNames.SystemVersion) is { IsKnown: true } version
            ? Array.Find(Names, name => version.Value.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            : null;

    private static Reading<string> Digits(Reading<string> version) =>
        version.Select(text => string.Concat(text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == '.')).TrimEnd('.'))
            .Must(digits => digits.Length > 0, "Addigy sent a version without a number.");
}
