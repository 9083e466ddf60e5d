using System.Text.Json;
using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Policies;

/// <summary>The four fields of a policy that are read, as Addigy sent them.</summary>
/// <param name="HasBadParent">Whether Addigy sent something for the parent that is no text.</param>
/// <remarks>
/// A policy also carries settings that can hold a customer's secret, so nothing else of it is ever turned into text;
/// docs/connectors/addigy.md, "Policies".
/// </remarks>
internal sealed record AddigyPolicy(string? Id, string? Name, string? ParentId, string? OrganizationId, bool HasBadParent = false)
{
    /// <summary>Reads the item of a list the reader stands on; null when it is no object.</summary>
    public static AddigyPolicy? Parse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var policy = new AddigyPolicy(null, null, null, null);
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("policyId"u8))
                policy = policy with { Id = Json.TextOrNull(ref reader) };
            else if (reader.ValueTextEquals("name"u8))
                policy = policy with { Name = Json.TextOrNull(ref reader) };
            else if (reader.ValueTextEquals("parent"u8))
                policy = WithParent(policy, ref reader);
            else if (reader.ValueTextEquals("orgid"u8))
                policy = policy with { OrganizationId = Json.TextOrNull(ref reader) };
            else
                Json.SkipValue(ref reader);
        }

        return policy;
    }

    private static AddigyPolicy WithParent(AddigyPolicy policy, ref Utf8JsonReader reader)
    {
        reader.Read();
        var isNone = reader.TokenType == JsonTokenType.Null;
        var parent = Json.Text(ref reader);
        return policy with { ParentId = parent, HasBadParent = !isNone && parent is null };
    }
}
