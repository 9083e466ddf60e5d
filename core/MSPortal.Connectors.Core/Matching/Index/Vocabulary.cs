using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>Every word of the targets, with how rare it is among them.</summary>
internal sealed class Vocabulary
{
    private const int Collocation = 3;
    private const float NamesAtLarge = 1000;

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];
    private readonly List<int> seenIn = [];
    private readonly Dictionary<(int First, int Second), int> neighbours = [];
    private float[] rarity = [];
    private int names;

    public int[] Learn(NormalName name)
    {
        var words = name.Words;
        var found = new int[words.Length];
        for (var at = 0; at < words.Length; at++)
        {
            if (!ids.TryGetValue(words[at].Text, out var id))
            {
                id = ids.Count;
                ids.Add(words[at].Text, id);
                texts.Add(words[at].Text);
                seenIn.Add(0);
            }

            // One copy of each word serves all names.
            words[at] = words[at] with { Text = texts[id] };

            if (Array.IndexOf(found, id, 0, at) < 0)
            {
                seenIn[id]++;
            }

            found[at] = id;
            if (at > 0)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(neighbours, (found[at - 1], id), out _)++;
            }
        }

        return found;
    }

    public void Close(int nameCount)
    {
        names = nameCount;
        rarity = new float[seenIn.Count];
        foreach (var (word, id) in ids)
        {
            rarity[id] = Rarity(seenIn[id], word);
        }
    }

    /// <summary>The word's id, or -1 for a word that no target has.</summary>
    public int Find(string word) => ids.GetValueOrDefault(word, -1);

    /// <summary>Logarithm of how seldom the word is among the targets and in names at large.</summary>
    public float RarityOf(int id) => rarity[id];

    /// <summary>How many of the targets' names have the word.</summary>
    public int SeenIn(int id) => seenIn[id];

    /// <summary>The rarity of a word that no target has.</summary>
    public float RarityOfUnknown(string word) => Rarity(0, word);

    /// <summary>
    /// What a word adds to the one before it: of "Chicago Public Schools", which many names begin with, the later
    /// words add next to nothing.
    /// </summary>
    public float RarityAfter(int before, int id)
    {
        var alone = RarityOf(id);
        if (before < 0 || !neighbours.TryGetValue((before, id), out var together) || together < Collocation)
        {
            return alone;
        }

        return MathF.Min(alone, MathF.Log((MathF.Max(seenIn[before], together) + 1f) / together));
    }

    // Names at large keep a short list from calling its every word rare.
    private float Rarity(int seenIn, string word) =>
        MathF.Log((names + NamesAtLarge) / (seenIn + (CommonWords.ShareOf(word) * NamesAtLarge) + 1f));
}
