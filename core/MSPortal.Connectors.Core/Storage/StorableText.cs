using System.Text;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Makes vendors' texts fit for the database.</summary>
internal static class StorableText
{
    /// <summary>
    /// The text without what can't be kept or compared: NUL, which PostgreSQL can't hold, halves of characters, and code
    /// points that are no characters.
    /// </summary>
    /// <param name="maxLength">Longer texts are cut. An entry of PostgreSQL's indexes holds no more than 2,700 bytes.</param>
    public static string Of(string text, int maxLength = 500)
    {
        if (text.Length <= maxLength && IsStorable(text))
            return text;

        var kept = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0 || IsNoCharacter(rune))
                continue;
            if (kept.Length + rune.Utf16SequenceLength > maxLength)
                break;
            kept.Append(rune);
        }

        return kept.ToString();
    }

    /// <summary>The text as <see cref="Of"/> makes it; null when nothing that can be seen is left of it.</summary>
    public static string? NotBlank(string? text, int maxLength = 500) =>
        text is not null && Of(text, maxLength) is var kept && !string.IsNullOrWhiteSpace(kept) ? kept : null;

    /// <summary>Whether a text can be kept as it is, whatever its length.</summary>
    public static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || !Rune.TryGetRuneAt(text, i, out var rune) || IsNoCharacter(rune))
                return false;
            i += rune.Utf16SequenceLength - 1;
        }

        return true;
    }

    /// <summary>What is wrong with a text that is no key.</summary>
    /// <param name="what">"Its identifier", say.</param>
    public static string NoKey(string what, int maxLength) =>
        $"{what} is empty, longer than {maxLength} characters, or holds characters that can't be in one: control characters, broken ones, or such as emoji.";

    /// <summary>Whether a text can be a key as it is.</summary>
    public static bool IsKey(string? text, int maxLength) =>
        !string.IsNullOrEmpty(text) && text.Length <= maxLength && !text.Any(char.IsControl) && !text.Any(char.IsSurrogate) && IsStorable(text);

    // .NET refuses to normalise a text that holds one.
    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE;
}
