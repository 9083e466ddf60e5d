using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>
/// The names on the list that are made of nothing but words that others write around any name: "Legacy", "VIP Group". Where such a
/// whole name stands, its words tell.
/// </summary>
internal sealed class PlainNames
{
    private const int MostWords = 12;

    // That two have the same name is enough to know of more.
    private const int MostAlike = 4;

    private readonly Dictionary<string, List<PlainName>> byWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> firstWords = new(StringComparer.Ordinal);
    private int longest;

    /// <summary>Remembers the name when it is one of them; its words say which ones stand in other names.</summary>
    public void Add(NormalName name, int number, int target)
    {
        if (!name.IsGeneric || name.WordsAsSaid is not { Length: > 0 and <= MostWords } words)
        {
            return;
        }

        var said = string.Join(' ', words);
        if (!byWords.TryGetValue(said, out var known))
        {
            byWords.Add(said, known = []);
        }

        if (known.Count < MostAlike)
        {
            known.Add(new PlainName(number, target, said));
        }

        firstWords.Add(words[0]);
        longest = Math.Max(longest, words.Length);
    }

    /// <summary>The name with the words marked as telling that are such a whole name; the same one when there are none.</summary>
    public NormalName Mark(NormalName name)
    {
        if (byWords.Count == 0 || !Array.Exists(name.Words, word => firstWords.Contains(word.Text)))
        {
            return name;
        }

        var places = Enumerable.Range(0, name.Words.Length).Where(at => NormalName.IsSaid(name.Words[at])).ToArray();
        var said = name.WordsAsSaid;
        var words = name.Words.ToArray();
        var found = new List<PlainName>();
        for (var first = 0; first < said.Length; first++)
        {
            for (var length = firstWords.Contains(said[first]) ? Math.Min(longest, said.Length - first) : 0; length > 0; length--)
            {
                if (byWords.TryGetValue(string.Join(' ', said, first, length), out var names))
                {
                    found.AddRange(names);
                    Tell(words, places.AsSpan(first, length));
                }
            }
        }

        return found.Count == 0 ? name : new NormalName(words, name.HasInvisible, name.HasForeignLetters) { IsPlain = name.IsGeneric, Within = found };
    }

    private static void Tell(Word[] words, ReadOnlySpan<int> places)
    {
        foreach (var at in places)
        {
            words[at] = words[at].Tells ? words[at] : words[at] with { Kind = WordKind.Content };
        }
    }
}
