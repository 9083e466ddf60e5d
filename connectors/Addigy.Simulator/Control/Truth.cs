using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Facts;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Control;

/// <summary>
/// What a fleet really is, as plain JSON, to compare with what came out elsewhere. Facts that answers leave out are absent;
/// facts that could not be collected are null.
/// </summary>
internal static class Truth
{
    private const int FlushAtBytes = 64 * 1024;

    public static async Task WriteAsync(Account account, string? identifiers, HttpResponse response, CancellationToken cancellationToken)
    {
        IReadOnlyList<FactDefinition> facts = identifiers is null
            ? FactCatalogue.All
            : [.. identifiers.Split(',').Select(FactCatalogue.Find).OfType<FactDefinition>()];
        var fleet = account.Fleet.Current;

        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("organizationId", account.OrganizationId);
        WritePolicies(json, fleet);
        json.WriteStartArray("devices");
        foreach (var device in fleet.Devices)
        {
            WriteDevice(json, device, fleet, facts);
            if (json.BytesPending > FlushAtBytes)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WritePolicies(Utf8JsonWriter json, FleetSnapshot fleet)
    {
        json.WriteStartArray("policies");
        foreach (var policy in fleet.Policies)
        {
            json.WriteStartObject();
            json.WriteString("policyId", policy.PolicyId);
            json.WriteString("name", policy.Name);
            json.WriteString("parentId", policy.ParentId);
            json.WriteBoolean("isFlex", policy.IsFlex);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDevice(Utf8JsonWriter json, FleetDevice device, FleetSnapshot fleet, IReadOnlyList<FactDefinition> facts)
    {
        json.WriteStartObject();
        json.WriteString("agentId", device.AgentId);
        json.WriteString("policyId", device.PolicyId);
        json.WriteString("serialNumber", device.SerialNumber);
        json.WriteStartObject("facts");
        foreach (var fact in facts)
        {
            if (FactCatalogue.Read(fact, device, fleet) is not { } reading)
                continue;

            json.WritePropertyName(fact.Identifier);
            FactJson.WriteValue(json, reading.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
