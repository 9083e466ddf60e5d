using System.Globalization;
using System.Text;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Brings text to one form: compatibility letters, no accents, lower case, no invisible characters.</summary>
internal static class CharacterFolding
{
    public static string Fold(string text, out bool hasInvisible)
    {
        hasInvisible = false;
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var decomposed = WithoutLoneSurrogates(text.Replace('™', ' ').Replace('℠', ' ')).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        for (var at = 0; at < decomposed.Length; at++)
        {
            var letter = decomposed[at];
            if (IsAccent(letter))
            {
                continue;
            }

            if (IsInvisible(letter))
            {
                hasInvisible |= !IsJoinerAtHome(decomposed, at);
                continue;
            }

            Append(folded, char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, char letter)
    {
        _ = letter switch
        {
            'ß' => folded.Append("ss"),
            'æ' => folded.Append("ae"),
            'œ' => folded.Append("oe"),
            'ø' => folded.Append('o'),
            'ł' => folded.Append('l'),
            'đ' or 'ð' => folded.Append('d'),
            'þ' => folded.Append("th"),
            'ħ' => folded.Append('h'),
            'ı' => folded.Append('i'),
            'ς' => folded.Append('σ'),
            _ => folded.Append(letter),
        };
    }

    // Marks of Indic and other scripts carry vowels; only those that Latin, Greek, Cyrillic,
    // Hebrew and Arabic readers leave out go.
    private static bool IsAccent(char letter) =>
        letter is (>= '\u0300' and <= '\u036F') or (>= '\u0591' and <= '\u05C7')
            or (>= '\u064B' and <= '\u065F') or '\u0670' or '\u0640' or '\uFE0F';

    // Emoji are built with joiners, and Persian and Indic words need them: no trick there.
    private static bool IsJoinerAtHome(string text, int at) =>
        text[at] is '\u200C' or '\u200D' && at > 0
        && (char.IsLowSurrogate(text[at - 1])
            || text[at - 1] is (>= '\u0600' and <= '\u0DFF') or '\uFE0F' or (>= '\u2600' and <= '\u27BF'));

    private static bool IsInvisible(char letter) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format
        || letter is '\u034F' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or (>= '\uFE00' and <= '\uFE0E');

    private static string WithoutLoneSurrogates(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
