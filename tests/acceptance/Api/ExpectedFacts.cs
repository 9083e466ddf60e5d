using System.Collections;
using System.Globalization;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>
/// What Device Detail must show for a simulated device, worked out from the fleet itself and by rules written down here a
/// second time: a value that was not reported must not be known, and a reported one must come out in our unit.
/// </summary>
internal static class ExpectedFacts
{
    private static readonly (string Key, string Identifier, Func<object, object?> Convert)[] Rules =
    [
        ("memory_bytes", "total_memory_gb", v => v is double gb ? gb * 1_073_741_824 : null),
        ("disk_total_bytes", "total_disk_space_gb", v => v is double gb ? gb * 1_000_000_000 : null),
        ("disk_free_bytes", "free_disk_space_gb", v => v is double gb ? gb * 1_000_000_000 : null),
        ("filevault_enabled", "filevault_enabled", v => v as bool?),
        ("firewall_enabled", "firewall_enabled", v => v as bool?),
        ("gatekeeper_enabled", "gatekeeper_enabled", v => v as bool?),
        ("sip_enabled", "system_integrity_protection_enabled", v => v as bool?),
        ("mdm_enrolled", "has_mdm", v => v as bool?),
        ("supervised", "is_supervised", v => v as bool?),
        ("lan_ip", "local_ip", v => v as string),
        ("wan_ip", "client_ip", v => v as string),
        ("wifi_mac", "wifi_mac_address", v => v is string mac ? mac.Replace('-', ':').ToLowerInvariant() : null),
        ("battery_percent", "battery_percentage", v => v as double?),
        ("battery_charging", "battery_charging", v => v as bool?),
        ("battery_cycles", "battery_cycles", v => v as double?),
        ("current_user", "current_user", v => v as string),
        ("user_email", "identity_email", v => v as string),
        ("os_version", "os_version", v => v as string),
        ("agent_version", "agent_version", v => v as string),
        ("online", "online", v => v as bool?),
    ];

    /// <summary>Differences between a device of the API and the fleet's; empty when all is right.</summary>
    public static IEnumerable<string> Differences(JsonElement detail, FleetDevice device, FleetSnapshot fleet)
    {
        var readings = detail.GetProperty("sections").EnumerateArray()
            .SelectMany(section => section.GetProperty("readings").EnumerateArray())
            .ToDictionary(reading => reading.GetProperty("key").GetString()!);
        foreach (var (key, identifier, convert) in Rules)
        {
            var raw = Plain(fleet.Read(device, identifier)?.Value);

            // The vendor has a Mac's version in two places, and one of them may be empty.
            if (raw is null && identifier == "os_version")
                raw = Plain(fleet.Read(device, "mac_os_x_version")?.Value);
            var expected = raw is null ? null : convert(raw);
            var reading = readings[key];
            var isKnown = reading.GetProperty("state").GetString() == "known";
            var actual = reading.GetProperty("value");
            if (expected is null ? isKnown : !isKnown || !Same(expected, actual))
                yield return $"{device.AgentId} {key}: expected {expected ?? "unknown"}, got {reading}";
        }
    }

    // "Not applicable" comes in many forms.
    private static object? Plain(object? value) => value switch
    {
        null or "" or "n/a" or "N/A" => null,
        string text when string.IsNullOrWhiteSpace(text) => null,
        string text => text.Trim(),
        bool flag => flag,
        IEnumerable list => list,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture) is var n && n == -1 ? null : number.ToDouble(CultureInfo.InvariantCulture),
        _ => value,
    };

    private static bool Same(object expected, JsonElement actual) => expected switch
    {
        bool flag => actual.ValueKind is JsonValueKind.True or JsonValueKind.False && actual.GetBoolean() == flag,
        double number => actual.ValueKind == JsonValueKind.Number && Math.Abs(actual.GetDouble() - number) <= Math.Max(1, Math.Abs(number)) * 1e-9,
        string text => actual.ValueKind == JsonValueKind.String && actual.GetString() == text,
        _ => false,
    };
}
