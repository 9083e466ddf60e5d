using System.Text.Json;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Says a value of a device's history in words.</summary>
internal static class ChangeText
{
    public static string Of(string key, JsonElement? value) => value switch
    {
        null => key is "linked" or "split" ? "–" : "Unknown",
        { ValueKind: JsonValueKind.True } => IsSwitch(key) ? "On" : "Yes",
        { ValueKind: JsonValueKind.False } => IsSwitch(key) ? "Off" : "No",
        { } known => known.ToString(),
    };

    private static bool IsSwitch(string key) => key.EndsWith("_enabled", StringComparison.Ordinal);
}
