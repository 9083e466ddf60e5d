using System.Collections.Frozen;
using System.Text;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Letters that pass for others: Cyrillic and Greek for Latin, and Latin for one another.</summary>
internal static class LookAlikeLetters
{
    private static readonly FrozenDictionary<char, char> ToLatin = Pairs(
        "аaвbеeкkмmнhоoрpсcтtуyхxѕsіiјjԁdԛqԝwһhӏlгrпnьbѵv" +
        "αaβbεeζzηnιiκkνvμuοoρpτtυuχxγyωwϲcϳj" +
        "օoսuոnհhցgքpɑaɡgıiʟlոnⅼlոn").ToFrozenDictionary();

    public static bool IsForeign(char letter) =>
        letter is (>= '\u0370' and <= '\u058F') or '\u0261' or '\u0251' or (>= '\u1F00' and <= '\u1FFF');

    /// <summary>The word in Latin letters, or null when a letter of it has no Latin double.</summary>
    public static string? InLatin(string word)
    {
        var latin = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            if (!IsForeign(letter))
            {
                latin.Append(letter);
            }
            else if (ToLatin.TryGetValue(letter, out var twin))
            {
                latin.Append(twin);
            }
            else
            {
                return null;
            }
        }

        return latin.ToString();
    }

    /// <summary>What a hasty eye sees: "rn" as "m", "0" as "o", "1" and "i" as "l".</summary>
    public static string Skeleton(string word) => word
        .Replace("rn", "m", StringComparison.Ordinal)
        .Replace("vv", "w", StringComparison.Ordinal)
        .Replace("cl", "d", StringComparison.Ordinal)
        .Replace('0', 'o')
        .Replace('1', 'l')
        .Replace('i', 'l')
        .Replace('5', 's');

    private static Dictionary<char, char> Pairs(string text)
    {
        var pairs = new Dictionary<char, char>();
        for (var at = 0; at + 1 < text.Length; at += 2)
        {
            pairs[text[at]] = text[at + 1];
        }

        return pairs;
    }
}
