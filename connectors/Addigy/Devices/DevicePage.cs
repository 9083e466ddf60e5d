using System.Text.Json;
using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>One page of devices.</summary>
/// <param name="Devices">The devices in Addigy's order.</param>
/// <param name="Metadata">What Addigy says about the page; null when it says nothing.</param>
internal sealed record DevicePage(IReadOnlyList<AddigyDevice> Devices, PageMetadata? Metadata)
{
    private const string What = "a page of devices";

    public static DevicePage Parse(ref Utf8JsonReader reader)
    {
        List<AddigyDevice>? devices = null;
        PageMetadata? metadata = null;

        Json.Expect(ref reader, JsonTokenType.StartObject, What);
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("items"u8))
                devices = ParseItems(ref reader);
            else if (reader.ValueTextEquals("metadata"u8))
                metadata = PageMetadata.Parse(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        // An error object with status 200 has neither.
        if (devices is null && metadata is null)
            throw AddigyErrors.WrongShape(What);

        return new DevicePage(devices ?? [], metadata);
    }

    /// <summary>How many devices there are on all pages.</summary>
    public int RequireTotal() => Metadata switch
    {
        { HasUnreadable: true } when Devices.Count == 0 => throw AddigyErrors.WrongShape("the numbers of the page and of all devices"),
        { Total: { } total and >= 0 } => total,
        // Go leaves zeros out where it is told to.
        { Total: null } when Devices.Count == 0 => 0,
        _ => throw AddigyErrors.WrongShape("the total number of devices"),
    };

    private static List<AddigyDevice> ParseItems(ref Utf8JsonReader reader)
    {
        reader.Read();

        // Go writes an empty list as null; docs/connectors/addigy.md, "Paging".
        if (reader.TokenType == JsonTokenType.Null)
            return [];

        Json.Expect(ref reader, JsonTokenType.StartArray, What);
        var devices = new List<AddigyDevice>();
        while (Json.NextItem(ref reader))
            devices.Add(AddigyDevice.Parse(ref reader));

        return devices;
    }
}
