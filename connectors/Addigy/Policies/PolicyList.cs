using System.Text.Json;
using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Policies;

/// <summary>All policies in one answer.</summary>
/// <param name="Policies">The policies in Addigy's order; null for an entry that is none.</param>
/// <param name="Metadata">What Addigy says about the page; null when the answer is a bare list, as it should be.</param>
internal sealed record PolicyList(IReadOnlyList<AddigyPolicy> Policies, PageMetadata? Metadata)
{
    private const string What = "the list of policies";

    /// <summary>Number of different policies that have an id.</summary>
    public int DistinctIds => Policies.Select(policy => policy.Id).Where(id => !string.IsNullOrWhiteSpace(id)).Distinct().Count();

    public static PolicyList Parse(ref Utf8JsonReader reader)
    {
        // A bare list is the documented form; one client met an envelope. docs/connectors/addigy.md, "Policies".
        if (reader.TokenType != JsonTokenType.StartObject)
            return new PolicyList(ParseItems(ref reader), null);

        IReadOnlyList<AddigyPolicy>? policies = null;
        PageMetadata? metadata = null;
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("items"u8))
            {
                reader.Read();
                policies = ParseItems(ref reader);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                metadata = PageMetadata.Parse(ref reader);
            }
            else
            {
                Json.SkipValue(ref reader);
            }
        }

        return new PolicyList(policies ?? throw AddigyErrors.WrongShape(What), metadata);
    }

    private static List<AddigyPolicy> ParseItems(ref Utf8JsonReader reader)
    {
        // Go writes an empty list as null.
        if (reader.TokenType == JsonTokenType.Null)
            return [];

        Json.Expect(ref reader, JsonTokenType.StartArray, What);
        var policies = new List<AddigyPolicy>();
        while (Json.NextItem(ref reader))
            policies.Add(AddigyPolicy.Parse(ref reader) ?? new AddigyPolicy(null, null, null, null));

        return policies;
    }
}
