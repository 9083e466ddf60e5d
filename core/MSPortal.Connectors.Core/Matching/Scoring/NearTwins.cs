using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Tells whether two targets are one slip apart: one telling word more, less or other.</summary>
internal static class NearTwins
{
    public static bool Are(NormalName a, NormalName b)
    {
        var onlyA = Alone(a, b);
        var onlyB = Alone(b, a);
        return onlyA.Count <= 1 && onlyB.Count <= 1 && (SharesWord(a, b) || AreAlike(onlyA, onlyB));
    }

    /// <summary>The query has, letter by letter, the word that only the first has, and none that only the second has.</summary>
    public static bool IsDecided(NormalName query, NormalName first, NormalName second)
    {
        var hasOwn = Array.Exists(first.Words, word => word.Tells && !Has(second, word) && Has(query, word));
        var hasOthers = Array.Exists(second.Words, word => word.Tells && !Has(first, word) && Has(query, word));
        return hasOwn && !hasOthers;
    }

    /// <summary>Every word that the query has in common with the first is in the second too; but for slips and joined words, when they have none letter by letter.</summary>
    public static bool HasAllOf(NormalName query, NormalName first, NormalName second)
    {
        var shared = Array.FindAll(first.Words, word => word.Tells && Has(query, word));
        return shared.Length > 0
            ? Array.TrueForAll(shared, word => Has(second, word))
            : Array.Exists(second.Words, word => word.Tells && Array.Exists(query.Words, asked => asked.Text == word.Text || WordSimilarity.OfTypos(asked.Text, word.Text) > 0))
                || Array.Exists(query.Words, asked => asked.Tells && second.Letters.Contains(asked.Text, StringComparison.Ordinal));
    }

    /// <summary>The same telling words, however often each is said.</summary>
    public static bool AreSameWords(NormalName a, NormalName b) => Alone(a, b).Count == 0 && Alone(b, a).Count == 0;

    private static bool Has(NormalName name, Word word) => Array.Exists(name.Words, other => other.Text == word.Text);

    private static List<string> Alone(NormalName name, NormalName other)
    {
        var alone = new List<string>();
        foreach (var word in name.Words)
        {
            if (word.Tells && !Has(other, word) && !alone.Contains(word.Text))
            {
                alone.Add(word.Text);
            }
        }

        return alone;
    }

    private static bool SharesWord(NormalName a, NormalName b) => Array.Exists(a.Words, word => word.Tells && Has(b, word));

    private static bool AreAlike(List<string> a, List<string> b) =>
        a.Count == 1 && b.Count == 1 && WordSimilarity.Of(a[0], b[0]) > 0;
}
