using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>
/// Holds a match for words that weigh little and say much: another one's whole name made of common words, "not" and "except", and
/// "new" or "general" right before a name.
/// </summary>
internal static class SaidGuard
{
    private const double Even = 0.5;

    /// <summary>The first of these that holds it, or null when none does.</summary>
    public static Hold? Against(NormalName query, Scored best) =>
        OfPlainNames(query, best) ?? OfNegations(query, best.Name.Name) ?? OfLeading(query, best.Name.Name);

    private static Hold? OfPlainNames(NormalName query, Scored best)
    {
        if (query.Within.Any(plain => plain.IsBeside(best.Name)))
        {
            return new Hold(HoldKind.Rival, "Another one is nearly as likely") { Most = Even };
        }

        return (query.IsPlain || best.Name.Name.IsPlain) && !query.WordsAsSaid.SequenceEqual(best.Name.Name.WordsAsSaid)
            ? new Hold(HoldKind.Little, "Only words that go with any name are in both") { Most = Even }
            : null;
    }

    private static Hold? OfNegations(NormalName query, NormalName target)
    {
        if (FirstOnlyIn(query, target, Negations.IsAt) is { } asked)
        {
            return new Hold(HoldKind.Qualifiers, $"The name says \"{asked}\"") { Most = Even };
        }

        return FirstOnlyIn(target, query, Negations.IsAt) is { } known ? new Hold(HoldKind.Qualifiers, $"Only the name it would be matched to says \"{known}\"") : null;
    }

    private static Hold? OfLeading(NormalName query, NormalName target) =>
        (FirstOnlyIn(query, target, IsLeading) ?? FirstOnlyIn(target, query, IsLeading)) is { } word
            ? new Hold(HoldKind.Qualifiers, $"Only one of the names says \"{word}\" before the rest")
            : null;

    private static bool IsLeading(Word[] words, int at) => words[at].Kind is WordKind.Content && WordLists.Leading.Contains(words[at].Text);

    // The same place is before the same telling word, or behind them all.
    private static string? FirstOnlyIn(NormalName name, NormalName other, Func<Word[], int, bool> isOne)
    {
        for (var at = 0; at < name.Words.Length; at++)
        {
            if (isOne(name.Words, at) && !Enumerable.Range(0, other.Words.Length).Any(place =>
                other.Words[place].Text == name.Words[at].Text && isOne(other.Words, place) && Next(other.Words, place) == Next(name.Words, at)))
            {
                return name.Words[at].Text;
            }
        }

        return null;
    }

    private static string? Next(Word[] words, int at) =>
        Array.Find(words[(at + 1)..], word => word.Tells || Negations.Has(word.Text)).Text;
}
