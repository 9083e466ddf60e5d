using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>
/// Holds a match for what a name says in so many words: another one's whole name, "not" and "except", and "new" or "general" right
/// before the rest.
/// </summary>
internal static class SaidGuard
{
    private const double Even = 0.5;

    /// <summary>The first of these that holds it, or null when none does.</summary>
    public static Hold? Against(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var best = candidates[0].Name.Name;
        return OfAnother(query, candidates) ?? OfPlainName(query, best) ?? OfNegations(query, best) ?? OfLeading(query, best);
    }

    private static Hold? OfAnother(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var best = candidates[0].Name;
        if (query.Within.Any(plain => plain.IsBeside(best)))
        {
            return new Hold(HoldKind.Rival, "Another one is nearly as likely") { Most = Even };
        }

        return candidates.Skip(1).Any(rival => query.Holds(rival.Name.Name) && !best.Name.Holds(rival.Name.Name))
            ? new Hold(HoldKind.Rival, "Another one is nearly as likely")
            : null;
    }

    private static Hold? OfPlainName(NormalName query, NormalName target) =>
        (query.IsPlain || target.IsPlain) && !query.WordsAsSaid.SequenceEqual(target.WordsAsSaid)
            ? new Hold(HoldKind.Little, "Only words that go with any name are in both") { Most = Even }
            : null;

    private static Hold? OfNegations(NormalName query, NormalName target)
    {
        if (FirstOnlyIn(query, target, Negations.IsAt) is { } asked)
        {
            return new Hold(HoldKind.Qualifiers, $"The name says \"{asked}\"") { Most = Even };
        }

        return FirstOnlyIn(target, query, Negations.IsAt) is { } known ? OnlyOneSays(known) : null;
    }

    private static Hold? OfLeading(NormalName query, NormalName target) =>
        (FirstOnlyIn(query, target, IsLeading) ?? FirstOnlyIn(target, query, IsLeading)) is { } word ? OnlyOneSays(word) : null;

    private static Hold OnlyOneSays(string word) => new(HoldKind.Qualifiers, $"Only one of the names says \"{word}\"");

    private static bool IsLeading(Word[] words, int at) => words[at].Kind is WordKind.Content && WordLists.Leading.Contains(words[at].Text);

    // The same place is before the same telling word, or behind them all.
    private static string? FirstOnlyIn(NormalName name, NormalName other, Func<Word[], int, bool> isOne)
    {
        for (var at = 0; at < name.Words.Length; at++)
        {
            if (isOne(name.Words, at) && !HasInPlace(other.Words, isOne, name.Words[at].Text, Next(name.Words, at)))
            {
                return name.Words[at].Text;
            }
        }

        return null;
    }

    private static bool HasInPlace(Word[] words, Func<Word[], int, bool> isOne, string text, string? next)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at].Text == text && isOne(words, at) && Next(words, at) == next)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Next(Word[] words, int at) => Array.Find(words[(at + 1)..], word => word.Tells || Negations.Has(word.Text)).Text;
}
