using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Tells whether the words that two names share are enough to know one company by.</summary>
internal static class CommonGround
{
    /// <summary>They share words of the trade only: "Harbor Metal Works" and "Metal Works".</summary>
    public static bool IsTradeOnly(NormalName a, NormalName b) => !Array.Exists(a.Words, word => IsOwn(word) && IsIn(b, word));

    /// <summary>
    /// All they share is what many are called, and each has a word of its own: "Saint William School" and "William Ryder School".
    /// </summary>
    public static bool IsCommonOnly(NormalName a, NormalName b) => HasOwn(a, b) && HasOwn(b, a)
        && !Array.Exists(a.Words, word => IsOwn(word) && IsIn(b, word) && (word.Kind is WordKind.Number || CommonWords.ShareOf(word.Text) == 0));

    /// <summary>
    /// They share one word and each goes on in its own way, "Zwicky Dental" and "Zwicky Law Firm", or one goes on at
    /// once, "Rogers" and "Rogers Park".
    /// </summary>
    public static bool IsOneWord(NormalName a, NormalName b) => CountIn(b, a) <= 1
        && ((HasMore(a, b) && HasMore(b, a)) || GoesOn(a, b) || GoesOn(b, a));

    /// <summary>The query is the first word of a longer name and nothing else: "Zwicky" for "Zwicky Charter School".</summary>
    public static bool IsOneWordOfMore(NormalName query, NormalName target) => CountIn(target, query) <= 1
        && query.FirstTelling == target.FirstTelling && CountOf(query) == 1 && CountOf(target) > 1;

    /// <summary>The target is one word, and the query goes on at once: "Zwicky Dental" for "Zwicky Group". What comes after a comma or a dash does not.</summary>
    public static bool GoesOnAfterAll(NormalName query, NormalName target)
    {
        var first = Array.FindIndex(query.Words, word => word.Tells);
        return CountOf(target) == 1 && first >= 0 && query.Words[first].Text == target.FirstTelling
            && Array.Exists(query.Words[(first + 1)..], word => word.Kind is WordKind.Content && word.Segment == query.Words[first].Segment && word.Text != target.FirstTelling);
    }

    /// <summary>A word of one is only the other's cut short: "Kowalczyk Bay" and "Kowalczyk Baykal". A trade or a title may be.</summary>
    public static bool IsNameShortened(NormalName a, NormalName b) => IsShortIn(a, b) || IsShortIn(b, a);

    /// <summary>They share several words, and one of them is more than the trade.</summary>
    public static bool IsSeveral(NormalName a, NormalName b) => CountIn(b, a) > 1 && !IsTradeOnly(a, b);

    /// <summary>Whatever the query has more than the target is of the trade.</summary>
    public static bool HasOnlyTradeMore(NormalName query, NormalName target) =>
        !Array.Exists(query.Words, word => word.Tells && !IsAWordOf(target, word) && !(word.Kind is WordKind.Content && CommonWords.IsTrade(word.Text)));

    /// <summary>Behind all else the query has a part of its own that tells which one: "Kowalczyk House (Antwerp)" for "Kowalczyk House".</summary>
    public static bool HasPartBehind(NormalName query, NormalName target)
    {
        var last = Array.FindLast(query.Words, word => word.Tells).Segment;
        var behind = Array.FindAll(query.Words, word => word.Tells && word.Segment == last);
        return last != Array.Find(query.Words, word => word.Tells).Segment
            && Array.Exists(behind, word => !CommonWords.IsTrade(word.Text)) && !Array.Exists(behind, word => IsIn(target, word));
    }

    /// <summary>All that the one lacks of the other are the words that a single word of it may be the initials of: of so many letters, or words of the trade.</summary>
    public static bool IsShortened(NormalName one, NormalName other, int fewestLetters)
    {
        var spelt = one.Words.Where(word => word.Tells && !IsAWordOf(other, word)).ToList();
        return spelt.Count == 1 && spelt[0].Kind is WordKind.Content
            && (spelt[0].Text.Length >= fewestLetters || !Array.Exists(other.Words, word => word.Tells && !IsIn(one, word) && !CommonWords.IsTrade(word.Text)));
    }

    /// <summary>The name has the word, but for a slip.</summary>
    public static bool IsAWordOf(NormalName name, Word word) =>
        Array.Exists(name.Words, other => other.Text == word.Text || WordSimilarity.OfTypos(other.Text, word.Text) > 0);

    /// <summary>The name has the word, but for a slip, or in its letters.</summary>
    public static bool IsIn(NormalName name, Word word) =>
        IsAWordOf(name, word) || name.Letters.Contains(word.Text, StringComparison.Ordinal);

    private static int CountOf(NormalName name) => name.Words.Where(word => word.Tells).DistinctBy(word => word.Text).Count();

    private static int CountIn(NormalName name, NormalName other) =>
        other.Words.Where(word => word.Kind is WordKind.Content && IsIn(name, word)).DistinctBy(word => word.Text).Count();

    private static bool IsShortIn(NormalName name, NormalName other) =>
        Array.Exists(name.Words, word => word.Kind is WordKind.Content && !Has(other, word) && Array.Exists(other.Words, whole => whole.Text.Length > word.Text.Length
            && IsAName(whole) && !Has(name, whole) && WordSimilarity.Of(word.Text, whole.Text) > 0 && WordSimilarity.OfTypos(word.Text, whole.Text) == 0));

    private static bool IsAName(Word word) => word.Kind is WordKind.Content && !word.AfterComma && !CommonWords.IsTrade(word.Text) && !Titles.Is(word);

    private static bool Has(NormalName name, Word word) => Array.Exists(name.Words, other => other.Text == word.Text);

    private static bool HasOwn(NormalName name, NormalName other) => Array.Exists(name.Words, word => IsOwn(word) && !IsIn(other, word));

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
}
