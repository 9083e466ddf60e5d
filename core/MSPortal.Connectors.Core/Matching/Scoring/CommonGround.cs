using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Tells whether the words that two names share are enough to know one company by.</summary>
internal static class CommonGround
{
    /// <summary>They share words of the trade only: "Harbor Metal Works" and "Metal Works".</summary>
    public static bool IsTradeOnly(NormalName a, NormalName b) => !Array.Exists(a.Words, word => IsOwn(word) && IsIn(b, word));

    /// <summary>
    /// They share one word and each goes on in its own way, "Zwicky Dental" and "Zwicky Law Firm", or one goes on at
    /// once, "Rogers" and "Rogers Park".
    /// </summary>
    public static bool IsOneWord(NormalName a, NormalName b) => CountIn(b, a) <= 1
        && ((HasMore(a, b) && HasMore(b, a)) || GoesOn(a, b) || GoesOn(b, a));

    /// <summary>The query is the first word of a longer name and nothing else: "Zwicky" for "Zwicky Charter School".</summary>
    public static bool IsOneWordOfMore(NormalName query, NormalName target) => CountIn(target, query) <= 1
        && query.FirstTelling == target.FirstTelling && CountOf(query) == 1 && CountOf(target) > 1;

    /// <summary>They share several words, and one of them is more than the trade.</summary>
    public static bool IsSeveral(NormalName a, NormalName b) => CountIn(b, a) > 1 && !IsTradeOnly(a, b);

    private static int CountOf(NormalName name) => name.Words.Where(word => word.Tells).DistinctBy(word => word.Text).Count();

    private static int CountIn(NormalName name, NormalName other) =>
        other.Words.Where(word => word.Kind is WordKind.Content && IsIn(name, word)).DistinctBy(word => word.Text).Count();

    private static bool HasMore(NormalName name, NormalName other) =>
        Array.Exists(name.Words, word => word.Kind is WordKind.Content && !IsIn(other, word));

    private static bool GoesOn(NormalName name, NormalName other)
    {
        var shared = Array.FindLastIndex(name.Words, word => word.Kind is WordKind.Content && IsIn(other, word));
        var next = shared + 1;
        return shared >= 0 && next < name.Words.Length && name.Words[next].Kind is WordKind.Content
            && name.Words[next].Segment == name.Words[shared].Segment && !CommonWords.IsTrade(name.Words[next].Text);
    }

    private static bool IsOwn(Word word) => word.Kind is WordKind.Content
        ? !CommonWords.IsTrade(word.Text)
        : word.Kind is WordKind.Number && word.Text.Any(char.IsLetter);

    private static bool IsIn(NormalName name, Word word) =>
        Array.Exists(name.Words, other => other.Text == word.Text || WordSimilarity.OfTypos(other.Text, word.Text) > 0)
        || name.Letters.Contains(word.Text, StringComparison.Ordinal);
}
