using System.Collections.Frozen;
using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>What may stand before a company's name without telling it from another: an honour that a king gave, initials of a first name.</summary>
internal static class Titles
{
    private const int ShortestMisspelt = 9;

    private static readonly FrozenSet<string> Words = WordLists.Set("royal koninklijke koninklijk kongelige kongelig kungliga kunglig kgl");

    /// <summary>The telling words of a name behind its titles: all of them when it has no other.</summary>
    public static IReadOnlyList<Word> Without(NormalName name)
    {
        var telling = name.Words.Where(word => word.Tells).ToList();
        var first = telling.FindIndex(word => !Is(word));
        return first > 0 ? telling[first..] : telling;
    }

    /// <summary>The word is a title, or initials.</summary>
    public static bool Is(Word word) => word.Kind is WordKind.Content
        && (Words.Contains(word.Text) || IsInitial(word.Text)
            || (word.Text.Length >= ShortestMisspelt && Words.Any(title => title.Length >= ShortestMisspelt && WordSimilarity.OfTypos(title, word.Text) > 0)));

    // A letter of a script that has small ones: in others a letter is a word. Two letters are a name as often ("HP").
    private static bool IsInitial(string text) => text.Length == 1 && char.IsLower(text[0]) && CommonWords.ShareOf(text) == 0;
}
