using System.Globalization;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Facts;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>Writes a page of devices. No devices are null, not an empty list, as at the vendor.</summary>
internal static class DevicePage
{
    public static Answer Write(
        IReadOnlyList<FleetDevice> devices,
        PageNumbers page,
        IReadOnlyList<FactDefinition> facts,
        FleetSnapshot fleet,
        string organizationId) => Answer.Json(json =>
    {
        json.WriteStartObject();
        if (devices.Count == 0)
        {
            json.WriteNull("items");
        }
        else
        {
            json.WriteStartArray("items");
            foreach (var device in devices)
                WriteDevice(json, device, facts, fleet, organizationId);

            json.WriteEndArray();
        }

        page.Write(json, devices.Count);
        json.WriteEndObject();
    });

    private static void WriteDevice(
        Utf8JsonWriter json, FleetDevice device, IReadOnlyList<FactDefinition> facts, FleetSnapshot fleet, string organizationId)
    {
        json.WriteStartObject();
        json.WriteString("agentid", device.AgentId);
        json.WriteString("orgid", organizationId);
        json.WriteString("audit_date", Date(device.LastSeenAt, "yyyy-MM-dd'T'HH:mm:ss.f'Z'"));
        if (device.Model.IsMac)
            json.WriteString("agent_audit_date", Date(device.LastSeenAt, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else if (device.Seed % 2 == 0)
            json.WriteString("agent_audit_date", "1970-01-01T00:00:00Z");

        json.WriteStartObject("facts");
        foreach (var fact in facts)
        {
            if (FactCatalogue.Read(fact, device, fleet) is not { } reading)
                continue;

            json.WriteStartObject(fact.Identifier);
            json.WriteString("type", fact.Type);
            json.WritePropertyName("value");
            FactJson.WriteValue(json, reading.Value);
            json.WriteString("error_msg", reading.ErrorMessage);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Date(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
