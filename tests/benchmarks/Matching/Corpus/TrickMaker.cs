using System.Globalization;

namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>Makes names that look like a company's and must never be applied without a person.</summary>
internal sealed class TrickMaker(Dice dice)
{
    private static readonly (string Latin, string Other)[] Foreign =
        [("a", "а"), ("e", "е"), ("o", "о"), ("c", "с"), ("p", "р"), ("A", "А"), ("S", "Ѕ"), ("o", "ο"), ("i", "і"), ("x", "х")];

    private static readonly string[] Invisible = ["\u200B", "\u200D", "\u2060", "\uFEFF", "\u202E", "\u00AD"];

    private static readonly (string One, string Other)[] Opposites =
        [("North", "South"), ("South", "North"), ("East", "West"), ("West", "East"), ("Upper", "Lower"), ("Uptown", "Downtown"), ("Senior", "Junior")];

    /// <summary>The name with a trick in it, or null when the dice found no place for it.</summary>
    public string? Trick(string name) => dice.Below(7) switch
    {
        0 => Swap(name, dice.Pick(Foreign)),
        1 => name.Insert(1 + dice.Below(name.Length - 1), dice.Pick(Invisible)),
        2 => ChangeNumber(name),
        3 => Latin(name),
        4 => Two(name, dice.Pick(CorpusWords.Plain)),
        5 => $"{dice.Pick(CorpusWords.Negations)}{name}",
        _ => Opposite(name),
    };

    private string Two(string name, string other) => dice.Chance(0.3) ? $"{other} / {name}" : $"{name}{dice.Pick(CorpusWords.Separators)}{other}";

    private static string? Swap(string name, (string Latin, string Other) letters)
    {
        var at = name.IndexOf(letters.Latin, StringComparison.Ordinal);
        return at < 0 ? null : string.Concat(name.AsSpan(0, at), letters.Other, name.AsSpan(at + 1));
    }

    private string? ChangeNumber(string name)
    {
        var words = name.Split(' ');
        var at = Array.FindIndex(words, word => int.TryParse(word, CultureInfo.InvariantCulture, out _));
        if (at < 0)
        {
            return dice.Chance(0.5) ? $"{name} {2 + dice.Below(7)}" : null;
        }

        words[at] = (int.Parse(words[at], CultureInfo.InvariantCulture) + 40).ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', words);
    }

    private string? Latin(string name) => dice.Below(4) switch
    {
        0 when name.Contains('m', StringComparison.Ordinal) => name.Replace("m", "rn", StringComparison.Ordinal),
        1 when name.Contains('o', StringComparison.Ordinal) => name.Replace('o', '0'),
        2 when name.Contains('l', StringComparison.Ordinal) => name.Replace('l', '1'),
        3 when name.Contains('l', StringComparison.Ordinal) => name.Replace('l', 'I'),
        _ => null,
    };

    private string? Opposite(string name)
    {
        foreach (var (one, other) in Opposites)
        {
            if (name.Contains($" {one}", StringComparison.Ordinal))
            {
                return name.Replace($" {one}", $" {other}", StringComparison.Ordinal);
            }
        }

        return $"{name} {dice.Pick(Opposites).One}";
    }
}
