using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>Steps through an answer without building a tree of it.</summary>
internal static class Json
{
    /// <summary>Refuses the answer unless it goes on as expected.</summary>
    /// <param name="reader">Stands on the token in question.</param>
    /// <param name="expected">The token that the contract promises.</param>
    /// <param name="what">What was asked for, for people: "the list of policies".</param>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (reader.TokenType != expected)
            throw AddigyErrors.WrongShape(what);
    }

    /// <summary>Goes on to the next property of an object; false at the object's end.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes on to the next item of an array; false at the array's end.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Passes over the value of the property the reader stands on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>The text that is the value of the property the reader stands on; null when it is anything else.</summary>
    public static string? TextOrNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Text(ref reader);
    }

    /// <summary>The text the reader stands on, passing over any other value; null when it is no text or no valid one.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            return null;
        }
    }

    /// <summary>The whole number that is the value of the property the reader stands on, also one written as text.</summary>
    public static int? IntOrNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt32(out var number) ? number : reader.TryGetDouble(out var real) && real == (int)real ? (int)real : null;

        return int.TryParse(Text(ref reader), System.Globalization.CultureInfo.InvariantCulture, out var written) ? written : null;
    }
}
