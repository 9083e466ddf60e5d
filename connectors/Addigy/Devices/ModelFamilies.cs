using System.Collections.Frozen;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Tells the family from a model's name ("MacBook Pro (14-inch, 2021)") or identifier ("MacBookPro18,3").</summary>
internal static class ModelFamilies
{
    private static readonly string[] VirtualWords = ["virtual", "parallels", "vmware", "qemu", "utm"];

    // Longer beginnings first. A plain "MacBook" or "iMac" must not swallow a later family such as "MacBook Something".
    private static readonly (string Start, bool AnyRest, ProviderDeviceType Type)[] Starts =
    [
        ("macbookpro", true, DeviceTypes.MacBookPro),
        ("macbookair", true, DeviceTypes.MacBookAir),
        ("macbook", false, DeviceTypes.MacBook),
        ("imacpro", true, DeviceTypes.IMacPro),
        ("imac", false, DeviceTypes.IMac),
        ("macmini", true, DeviceTypes.MacMini),
        ("macstudio", true, DeviceTypes.MacStudio),
        ("macpro", true, DeviceTypes.MacPro),
        ("iphone", true, DeviceTypes.IPhone),
        ("ipad", true, DeviceTypes.IPad),
        ("ipod", true, DeviceTypes.IPodTouch),
        ("appletv", true, DeviceTypes.AppleTv),
        ("applevision", true, DeviceTypes.AppleVision),
        ("visionpro", true, DeviceTypes.AppleVision),
        ("realitydevice", true, DeviceTypes.AppleVision),
    ];

    // Since 2022 Apple gives new Macs identifiers that do not tell the family; docs/connectors/addigy.md, "Device types".
    private static readonly FrozenDictionary<string, ProviderDeviceType> NeutralIds = new (ProviderDeviceType Type, string[] Ids)[]
    {
        (DeviceTypes.MacBookPro,
        [
            "mac14,5", "mac14,6", "mac14,7", "mac14,9", "mac14,10", "mac15,3", "mac15,6", "mac15,7", "mac15,8", "mac15,9",
            "mac15,10", "mac15,11", "mac16,1", "mac16,5", "mac16,6", "mac16,7", "mac16,8", "mac17,2",
        ]),
        (DeviceTypes.MacBookAir, ["mac14,2", "mac14,15", "mac15,12", "mac15,13", "mac16,12", "mac16,13"]),
        (DeviceTypes.IMac, ["mac15,4", "mac15,5", "mac16,2", "mac16,3"]),
        (DeviceTypes.MacMini, ["mac14,3", "mac14,12", "mac16,10", "mac16,11"]),
        (DeviceTypes.MacStudio, ["mac13,1", "mac13,2", "mac14,13", "mac14,14", "mac15,14", "mac16,9"]),
        (DeviceTypes.MacPro, ["mac14,8"]),
    }.SelectMany(family => family.Ids, (family, id) => (id, family.Type)).ToFrozenDictionary(pair => pair.id, pair => pair.Type);

    /// <summary>The family; null when the text does not tell.</summary>
    public static ProviderDeviceType? Of(string model)
    {
        var text = string.Concat(model.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        if (VirtualWords.Any(word => text.Contains(word, StringComparison.Ordinal)))
            return DeviceTypes.VirtualMachine;

        foreach (var (start, anyRest, type) in Starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal) && (anyRest || IsDetail(text.AsSpan(start.Length))))
                return type;
        }

        return NeutralIds.GetValueOrDefault(text);
    }

    /// <summary>Whether it is one of the identifiers that do not tell the family, known or not.</summary>
    public static bool IsNeutral(string model) =>
        model.StartsWith("Mac", StringComparison.OrdinalIgnoreCase) && (model.Length == 3 || char.IsAsciiDigit(model[3]));

    private static bool IsDetail(ReadOnlySpan<char> rest) =>
        rest.IsEmpty
        || !char.IsLetter(rest[0])
        || rest.StartsWith("retina", StringComparison.Ordinal)
        || (rest.Length > 1 && rest[0] == 'm' && char.IsAsciiDigit(rest[1]));
}
