using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>How alike two words are: typos, plurals, umlauts and abbreviations; 0 when another word.</summary>
internal static class WordSimilarity
{
    private const float Umlaut = 0.97f;
    private const float Plural = 0.96f;
    private const int ShortestPlural = 5;

    public static float Of(string a, string b)
    {
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }

        if (a.Length == 0 || HasDigit(a) || HasDigit(b))
        {
            return 0;
        }

        return OfTypos(a, b) is > 0 and var typo ? typo : ByAbbreviation(a, b);
    }

    /// <summary>How alike two words are but for typos, plurals and umlauts.</summary>
    public static float OfTypos(string a, string b)
    {
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }

        return b.Length - a.Length <= 2 && a.Length >= 4 && !HasDigit(a) && !HasDigit(b) ? ByTypos(a, b) : 0;
    }

    private static float ByTypos(string a, string b)
    {
        var allowed = a.Length switch { < 5 => 1, < 9 => 2, _ => 3 };
        var distance = EditDistance.Within(a, b, allowed);
        if (distance > allowed)
        {
            return 0;
        }

        if (WithoutUmlauts(a) == WithoutUmlauts(b))
        {
            return Umlaut;
        }

        if (distance == 1 && a.Length >= ShortestPlural && b.Length > a.Length && b[^1] == 's' && b.StartsWith(a, StringComparison.Ordinal))
        {
            return Plural;
        }

        var similarity = 1f - ((distance + (a[0] == b[0] ? 0f : 0.5f)) / b.Length);
        return similarity >= 0.7f ? similarity : 0;
    }

    // "mgmt" for "management", "assoc" for "associates": the letters in order, from the first on.
    private static float ByAbbreviation(string a, string b)
    {
        if (a.Length < 2 || a[0] != b[0] || b.Length < a.Length + 2)
        {
            return 0;
        }

        if (b.StartsWith(a, StringComparison.Ordinal))
        {
            return a.Length >= 3 ? 0.75f + (0.2f * a.Length / b.Length) : 0;
        }

        if (a.Length > 5)
        {
            return 0;
        }

        var at = 0;
        foreach (var letter in b)
        {
            at += at < a.Length && a[at] == letter ? 1 : 0;
        }

        return at == a.Length && a.Length >= 3 && a[^1] == b[^1] ? 0.72f : 0;
    }

    private static string WithoutUmlauts(string word) => word
        .Replace("ae", "a", StringComparison.Ordinal)
        .Replace("oe", "o", StringComparison.Ordinal)
        .Replace("ue", "u", StringComparison.Ordinal);

    private static bool HasDigit(string word) => word.AsSpan().ContainsAnyInRange('0', '9');
}
