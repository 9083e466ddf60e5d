
namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Marks each word as telling, stop word, noise, number, qualifier or legal form.</summary>
internal static class WordMarker
{
    private const int FewestInitials = 3;

    public static Word[] Mark(List<SplitWord> split, MatchSubject subject) =>
        subject is MatchSubject.DeviceType ? MarkTypes(split) : MarkCompany(split);

    private static Word[] MarkTypes(List<SplitWord> split)
    {
        var words = split.ConvertAll(MarkType);
        KeepAName(words);
        return [.. words];
    }

    private static Word MarkType(SplitWord word) =>
        new(word.Text, KindOf(word.Text) is WordKind.Noise ? WordKind.Content : KindOf(word.Text), word);

    private static Word[] MarkCompany(List<SplitWord> split)
    {
        var words = new List<Word>(split.Count);
        for (var at = 0; at < split.Count; at++)
        {
            var length = LegalPhraseAt(split, at, out var form);
            if (length > 1 || (length == 1 && IsAtEdge(split, at)))
            {
                words.Add(new Word(form, WordKind.Legal, split[at]));
                at += length - 1;
            }
            else
            {
                AddPlain(words, split, at);
            }
        }

        AddressMarker.Mark(words);
        MarkOwnInitials(words);
        MarkLeading(words);
        KeepAName(words);
        return [.. words];
    }

    private static void AddPlain(List<Word> words, List<SplitWord> split, int at)
    {
        var (text, segment, _) = split[at];
        if (AttachedTo(text) is { } form)
        {
            text = text.Replace(form, "", StringComparison.Ordinal);
            words.Add(new Word(form, WordKind.Legal, split[at]));
        }

        var isLastInPart = at == split.Count - 1 || split[at + 1].Segment != segment || LegalPhraseAt(split, at + 1, out _) > 0;
        var isAlone = at == 0 || split[at - 1].Segment != segment;
        text = isLastInPart && !isAlone ? WordLists.SpellingAtEnd(text) : WordLists.Spelling(text);
        words.Add(new Word(text, KindOf(text), split[at]));
    }

    private static string? AttachedTo(string text)
    {
        foreach (var form in LegalForms.Attached)
        {
            if (text.Length > form.Length && (text.EndsWith(form, StringComparison.Ordinal) || text.StartsWith(form, StringComparison.Ordinal)))
            {
                return form;
            }
        }

        return null;
    }

    private static WordKind KindOf(string text)
    {
        if (WordLists.Stop.Contains(text))
        {
            return WordKind.Stop;
        }

        if (WordLists.Noise.Contains(text))
        {
            return WordKind.Noise;
        }

        if (WordLists.Qualifier.Contains(text))
        {
            return WordKind.Qualifier;
        }

        return text.Any(char.IsDigit) ? WordKind.Number : WordKind.Content;
    }

    private static int LegalPhraseAt(List<SplitWord> split, int at, out string form)
    {
        for (var length = Math.Min(LegalForms.LongestPhrase, split.Count - at); length >= 1; length--)
        {
            if (length > 1 && !LegalForms.StartsPhrase(split[at].Text))
            {
                continue;
            }

            var phrase = length == 1 ? split[at].Text : string.Join(' ', split.Skip(at).Take(length).Select(word => word.Text));
            if (LegalForms.Forms.TryGetValue(phrase, out var found))
            {
                form = found;
                return length;
            }
        }

        form = "";
        return 0;
    }

    // "as", "spa" and "co" are also words and initials: they are legal forms only where those stand.
    private static bool IsAtEdge(List<SplitWord> split, int at)
    {
        var (text, segment, _) = split[at];
        var startsPart = at == 0 || split[at - 1].Segment != segment;
        if (startsPart)
        {
            return at > 0 || LegalForms.Leading.Contains(text);
        }

        if (AddressMarker.Follows(split, at))
        {
            return true;
        }

        for (var next = at + 1; next < split.Count && split[next].Segment == segment; next++)
        {
            if (LegalPhraseAt(split, next, out _) is > 0 and var length)
            {
                next += length - 1;
            }
            else if (!WordLists.Noise.Contains(split[next].Text) && !WordLists.Stop.Contains(split[next].Text))
            {
                return false;
            }
        }

        return true;
    }

    // "Carolina Bone Joint (CBJ)" says nothing new in the brackets.
    private static void MarkOwnInitials(List<Word> words)
    {
        Span<char> letters = new char[words.Sum(word => word.Text.Length)];
        var before = 0;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word.Kind is WordKind.Content && word.Text.Length >= FewestInitials && letters[..before].IndexOf(word.Text) >= 0)
            {
                words[at] = word with { Kind = WordKind.Noise };
            }
            else if (word.Kind is not WordKind.Stop && word.Text.Length > 0)
            {
                // "Acme Dental N.V. (ADNV)": of a legal form every letter.
                var initials = word.Kind is WordKind.Legal ? word.Text : word.Text[..1];
                initials.CopyTo(letters[before..]);
                before += initials.Length;
            }
        }
    }

    // "Live Oak" is not "Oak".
    private static void MarkLeading(List<Word> words)
    {
        for (var at = words.Count - 2; at >= 0; at--)
        {
            if (words[at].Kind is WordKind.Noise && words[at + 1].Kind is WordKind.Content && words[at + 1].Segment == words[at].Segment
                && WordLists.Leading.Contains(words[at].Text))
            {
                words[at] = words[at] with { Kind = WordKind.Content };
            }
        }
    }

    // "AG Co" and "The Company Inc" must keep something to be known by.
    private static void KeepAName(List<Word> words)
    {
        if (words.Exists(word => word.Tells) || words.Exists(word => word.Kind is WordKind.Noise))
        {
            return;
        }

        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].Kind is (WordKind.Legal or WordKind.Stop) && words[at].Text != "and")
            {
                words[at] = words[at] with { Kind = WordKind.Content };
            }
        }
    }
}
