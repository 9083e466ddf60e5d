namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>
/// Marks what stands after a legal form as the address it is: the town in "Acme B.V., Amsterdam, NL", the house in
/// "Acme N.V. Hoofdstraat 1". A direction or a number alone stays: "Acme Inc., North" and "Acme Inc., 2" may be branches.
/// </summary>
internal static class AddressMarker
{
    private const int ShortestStreet = 4;

    /// <summary>The legal form at this place ends the name, since a house or "of the town" follows in the same part.</summary>
    public static bool Follows(List<SplitWord> split, int at)
    {
        var (form, segment, _) = split[at];
        if (!LegalForms.Ending.Contains(form) || at + 1 >= split.Count || split[at + 1].Segment != segment)
        {
            return false;
        }

        if (WordLists.Stop.Contains(split[at + 1].Text))
        {
            return true;
        }

        var last = split.FindLastIndex(word => word.Segment == segment);
        return split[last].Text.Any(char.IsDigit)
            && split[at + 1].Text.Length >= ShortestStreet && !WordLists.Noise.Contains(split[at + 1].Text);
    }

    public static void Mark(List<Word> words)
    {
        var form = -1;
        var named = false;
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].Kind is WordKind.Legal)
            {
                form = named || form < 0 ? at : form;
            }
            else if (form >= 0 && named && words[at].Kind is WordKind.Content or WordKind.Number && IsAddress(words, form, at))
            {
                words[at] = words[at] with { Kind = WordKind.Address };
            }

            named |= words[at].Tells;
        }
    }

    private static bool IsAddress(List<Word> words, int form, int at)
    {
        var afterForm = words[at].Segment == words[form].Segment && form > 0 && words[form - 1].Tells;
        return (afterForm || (words[at].AfterComma && words[at].Segment > words[form].Segment)) && IsPlaced(words, form, at);
    }

    // A number needs the street it belongs to.
    private static bool IsPlaced(List<Word> words, int form, int at) => words[at].Kind is WordKind.Content
        || words.FindIndex(form + 1, word => word.Segment == words[at].Segment && word.Kind is WordKind.Content or WordKind.Address) >= 0;
}
