using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>Whose token it is.</summary>
/// <param name="Name">Addigy's name for it; null when not told.</param>
/// <param name="OrganizationId">The organization it belongs to; null when not told.</param>
internal sealed record WhoAmI(string? Name, string? OrganizationId)
{
    public static WhoAmI Parse(ref Utf8JsonReader reader)
    {
        string? name = null;
        string? organizationId = null;

        Json.Expect(ref reader, JsonTokenType.StartObject, "whose token this is");
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                name = Json.TextOrNull(ref reader);
            else if (reader.ValueTextEquals("organization_id"u8))
                organizationId = Json.TextOrNull(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        return new WhoAmI(name, organizationId);
    }
}
