using MSPortal.Connectors.Core.Matching.Index;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>A name folded for comparison, with what was odd about its letters.</summary>
internal sealed class NormalName
{
    public NormalName(Word[] words, bool hasInvisible, bool hasForeignLetters)
    {
        Words = words;
        HasInvisible = hasInvisible;
        HasForeignLetters = hasForeignLetters;
        Core = TellingOf(words);
        Numbers = Distinct(WordKind.Number);
        Qualifiers = Distinct(WordKind.Qualifier);
        LegalForms = Distinct(WordKind.Legal);
        FirstTelling = Array.Find(words, word => word.Tells).Text;
    }

    public Word[] Words { get; }

    /// <summary>The words that tell companies apart, joined by spaces; empty when the name is all dressing.</summary>
    public string Core { get; }

    /// <summary>The core without its spaces.</summary>
    public string Letters => Core.Replace(" ", "", StringComparison.Ordinal);

    public string Numbers { get; }

    public string Qualifiers { get; }

    public string LegalForms { get; }

    public string? FirstTelling { get; }

    /// <summary>Zero-width, direction-changing or other invisible characters were removed.</summary>
    public bool HasInvisible { get; }

    /// <summary>Letters of another script that look like Latin ones were replaced.</summary>
    public bool HasForeignLetters { get; }

    public bool IsGeneric => Core.Length == 0;

    /// <summary>Made of nothing but words that others write around any name; they tell only because a whole name on the list is.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The plain names on the list that stand in it as a whole.</summary>
    public IReadOnlyList<PlainName> Within { get; init; } = [];

    /// <summary>All its words but stop words and legal forms.</summary>
    public string[] WordsAsSaid => [.. Words.Where(IsSaid).Select(word => word.Text)];

    public static bool IsSaid(Word word) => word.Kind is not (WordKind.Stop or WordKind.Legal);

    /// <summary>The core of the other stands in its own, word by word.</summary>
    public bool Holds(NormalName other)
    {
        var whole = other.Core;
        for (var at = Core.IndexOf(whole, StringComparison.Ordinal); at >= 0 && whole.Length > 0; at = Core.IndexOf(whole, at + 1, StringComparison.Ordinal))
        {
            var end = at + whole.Length;
            if ((at == 0 || Core[at - 1] == ' ') && (end == Core.Length || Core[end] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    // "First Church - First Church" says "first" once; "Chiropractic II 2" is not "Chiropractic II".
    private string Distinct(WordKind kind)
    {
        List<string>? kept = null;
        foreach (var word in Words)
        {
            if (word.Kind == kind && (char.IsDigit(word.Text[^1]) || kept?.Contains(word.Text) is not true))
            {
                (kept ??= []).Add(word.Text);
            }
        }

        if (kept is null)
        {
            return "";
        }

        kept.Sort(StringComparer.Ordinal);
        return string.Join(' ', kept);
    }

    /// <summary>The cores are the same but for their spaces, and not empty.</summary>
    public bool HasSameLetters(NormalName other)
    {
        var mine = Core.AsSpan();
        var its = other.Core.AsSpan();
        while (true)
        {
            mine = mine.TrimStart(' ');
            its = its.TrimStart(' ');
            if (mine.IsEmpty || its.IsEmpty)
            {
                return mine.IsEmpty && its.IsEmpty && Core.Length > 0;
            }

            if (mine[0] != its[0])
            {
                return false;
            }

            mine = mine[1..];
            its = its[1..];
        }
    }

    private static string TellingOf(Word[] words)
    {
        var telling = new List<string>(words.Length);
        foreach (var word in words)
        {
            if (word.Tells)
            {
                telling.Add(word.Text);
            }
        }

        return string.Join(' ', telling);
    }
}
