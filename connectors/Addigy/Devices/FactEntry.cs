using System.Text.Json;
using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Reads one entry of a device's facts: an object with value, type and error_msg.</summary>
internal static class FactEntry
{
    // One object for all, in place of one for each value.
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly FieldProblem Failed = new(ReadingState.Unreadable, "Addigy reports an error for this value.");
    private static readonly FieldProblem NoEntry = new(ReadingState.Unreadable, "Addigy sent this value in another form than expected.");
    private static readonly FieldProblem BadText = new(ReadingState.Unreadable, "Addigy sent a text that is not valid.");

    /// <summary>The entry that is the value of the property the reader stands on, as a record field.</summary>
    public static object? Parse(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return NoEntry;
        }

        object? value = null;
        var failed = false;
        while (Json.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("value"u8))
                value = ParseValue(ref reader);
            else if (reader.ValueTextEquals("error_msg"u8))
                failed = !string.IsNullOrWhiteSpace(Json.TextOrNull(ref reader));
            else
                Json.SkipValue(ref reader);
        }

        return value ?? (failed ? Failed : null);
    }

    private static object? ParseValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Json.Text(ref reader) is { } text ? NullIfNone(text) : BadText;
            case JsonTokenType.Number when reader.TryGetInt64(out var whole):
                return whole == -1 ? null : whole;
            case JsonTokenType.Number:
                return reader.TryGetDouble(out var number) && number != -1 ? number : null;
            case JsonTokenType.True:
                return True;
            case JsonTokenType.False:
                return False;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.StartArray:
                return ParseTexts(ref reader);
            default:
                reader.Skip();
                return NoEntry;
        }
    }

    private static List<string> ParseTexts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        while (Json.NextItem(ref reader))
        {
            if (Json.Text(ref reader) is { } text)
                texts.Add(text);
        }

        return texts;
    }

    // Ways of saying "not collected": docs/connectors/addigy.md, "Values that mean nothing".
    private static string? NullIfNone(string text) =>
        text.AsSpan().Trim() is var trimmed && (trimmed.IsEmpty || trimmed.Equals("n/a", StringComparison.OrdinalIgnoreCase))
            ? null
            : text;
}
