using System.Text.Json;
using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>A device as Addigy sent it, with the wanted facts only.</summary>
/// <param name="AgentId">Addigy's identifier; null when it is missing or no text.</param>
/// <param name="AuditDate">When Addigy last updated the record, as sent; null when it did not say.</param>
/// <param name="Facts">Values by Addigy's identifier, in the types that record fields take; null when they could not be read.</param>
internal sealed record AddigyDevice(string? AgentId, string? AuditDate, IReadOnlyDictionary<string, object?>? Facts)
{
    /// <summary>Reads the item of a list the reader stands on.</summary>
    public static AddigyDevice Parse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new AddigyDevice(null, null, null);
        }

        string? agentId = null;
        string? auditDate = null;
        IReadOnlyDictionary<string, object?>? facts = new Dictionary<string, object?>();
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("agentid"u8))
                agentId = Json.TextOrNull(ref reader);
            else if (reader.ValueTextEquals("audit_date"u8))
                auditDate = Json.TextOrNull(ref reader);
            else if (reader.ValueTextEquals("facts"u8))
                facts = ParseFacts(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        return new AddigyDevice(agentId, auditDate, facts);
    }

    private static Dictionary<string, object?>? ParseFacts(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return [];

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var facts = new Dictionary<string, object?>(FactNames.All.Count, StringComparer.Ordinal);
        while (Json.NextProperty(ref reader))
        {
            // Identifiers are short ASCII words: an escaped name is another fact.
            if (!reader.ValueIsEscaped && FactNames.Find(reader.ValueSpan) is { } name)
                facts[name] = FactEntry.Parse(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        return facts;
    }
}
