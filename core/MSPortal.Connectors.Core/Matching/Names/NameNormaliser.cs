namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Turns a name as written into words that can be compared, each marked with what it tells.</summary>
internal static class NameNormaliser
{
    private const int LongestName = 400;

    public static NormalName Normalise(string name, MatchSubject subject = MatchSubject.Company)
    {
        var text = CharacterFolding.Fold(name.Length > LongestName ? name[..LongestName] : name, out var hasInvisible);
        var split = new NameSplitter(text).Split();
        var hasForeign = ReplaceForeignLetters(split);
        return new NormalName(WordMarker.Mark(split, subject), hasInvisible, hasForeign);
    }

    /// <summary>The name read as if its Cyrillic or Greek letters were the Latin ones they look like; null when they can't be.</summary>
    public static NormalName? InLatin(NormalName name, MatchSubject subject)
    {
        var words = new List<SplitWord>(name.Words.Length);
        var changed = false;
        foreach (var word in name.Words)
        {
            var latin = LookAlikeLetters.InLatin(word.Text);
            if (latin is null)
            {
                return null;
            }

            changed |= latin != word.Text;
            words.Add(new SplitWord(latin, word.Segment, word.AfterComma));
        }

        return changed ? new NormalName(WordMarker.Mark(words, subject), name.HasInvisible, hasForeignLetters: true) : null;
    }

    // A word of mixed scripts, or a foreign word that reads as Latin beside Latin ones, is a trick or a slip;
    // a name wholly in Greek or Cyrillic is neither.
    private static bool ReplaceForeignLetters(List<SplitWord> words)
    {
        var anyLatin = words.Exists(word => word.Text.AsSpan().ContainsAnyInRange('a', 'z'));
        if (!anyLatin)
        {
            return false;
        }

        var replaced = false;
        for (var at = 0; at < words.Count; at++)
        {
            var text = words[at].Text;
            if (text.Any(LookAlikeLetters.IsForeign) && LookAlikeLetters.InLatin(text) is { } latin)
            {
                words[at] = words[at] with { Text = latin };
                replaced = true;
            }
        }

        return replaced;
    }
}
