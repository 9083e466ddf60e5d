using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>What Addigy says about a page; each number is null when it was not sent, or can't be read.</summary>
/// <param name="Page">Which page it is, from 1.</param>
/// <param name="PageCount">How many pages there are.</param>
/// <param name="PerPage">How many records a page holds.</param>
/// <param name="Total">How many records there are on all pages.</param>
internal sealed record PageMetadata(int? Page, int? PageCount, int? PerPage, int? Total)
{
    /// <summary>Whether a number was sent that can't be read.</summary>
    public bool HasUnreadable { get; private init; }

    /// <summary>Reads the value of the property the reader stands on; null when it is no object.</summary>
    public static PageMetadata? Parse(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var metadata = new PageMetadata(null, null, null, null);
        var isUnreadable = false;
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("page"u8))
                metadata = metadata with { Page = Number(ref reader, ref isUnreadable) };
            else if (reader.ValueTextEquals("page_count"u8))
                metadata = metadata with { PageCount = Number(ref reader, ref isUnreadable) };
            else if (reader.ValueTextEquals("per_page"u8))
                metadata = metadata with { PerPage = Json.IntOrNull(ref reader) };
            else if (reader.ValueTextEquals("total"u8))
                metadata = metadata with { Total = Number(ref reader, ref isUnreadable) };
            else
                Json.SkipValue(ref reader);
        }

        return metadata with { HasUnreadable = isUnreadable };
    }

    private static int? Number(ref Utf8JsonReader reader, ref bool isUnreadable)
    {
        var number = Json.IntOrNull(ref reader);
        isUnreadable |= number is null && reader.TokenType != JsonTokenType.Null;
        return number;
    }
}
