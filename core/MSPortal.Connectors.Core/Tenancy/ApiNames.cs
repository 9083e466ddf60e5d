using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>The words that stand for the values of an enum outside the code: as the API writes and takes them.</summary>
public static class ApiNames
{
    /// <summary>"notSeen" for NotSeen.</summary>
    public static string Of(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>All of them, for a sentence that says what can be given.</summary>
    public static string AllOf<T>()
        where T : struct, Enum => AllOf(typeof(T));

    /// <inheritdoc cref="AllOf{T}"/>
    public static string AllOf(Type type) => string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>Reads a word, in any case.</summary>
    /// <param name="text">Null or blank when nothing was given.</param>
    /// <param name="value">Null when nothing was given.</param>
    /// <param name="refusal">Says which words there are.</param>
    public static bool TryRead<T>(string field, string? text, out T? value, [NotNullWhen(false)] out InvalidValue? refusal)
        where T : struct, Enum
    {
        (value, refusal) = (null, null);
        if (string.IsNullOrWhiteSpace(text))
            return true;

        // Letters only: the number of a value, or several of them, are no words.
        if (text.Trim().All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var parsed))
        {
            value = parsed;
            return true;
        }

        refusal = new InvalidValue(field, $"\"{text}\" is none of its values.", $"Use one of: {AllOf<T>()}.");
        return false;
    }
}
