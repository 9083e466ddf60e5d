using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>Finds the few names of targets worth comparing with a name, rarest pieces first.</summary>
internal sealed class CandidateFinder(TargetIndex index)
{
    private const int MostCandidates = 24;
    private const int MostPostings = 6000;
    private const int MostByInitials = 5;

    private readonly float[] sums = new float[index.Names.Count];
    private readonly List<int> touched = [];
    private readonly List<ulong> pieces = [];
    private readonly List<(float Score, int Name)> found = [];

    /// <summary>Candidates with their trigram cosine, best first; valid until the next call.</summary>
    public IReadOnlyList<(float Score, int Name)> Find(NormalName query)
    {
        found.Clear();
        var norm = AddTrigrams(query);
        foreach (var name in touched)
        {
            var length = norm * index.TrigramNorms[name];
            found.Add((length > 0 ? sums[name] / length : 0, name));
            sums[name] = 0;
        }

        touched.Clear();
        found.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Name.CompareTo(b.Name));
        if (found.Count > MostCandidates)
        {
            found.RemoveRange(MostCandidates, found.Count - MostCandidates);
        }

        foreach (var plain in query.Within)
        {
            AddMissing([plain.Number]);
        }

        AddByInitials(query);
        return found;
    }

    private float AddTrigrams(NormalName query)
    {
        TrigramPieces.Collect(query.Core, pieces);
        var lists = new (int Length, ulong Piece)[pieces.Count];
        for (var at = 0; at < lists.Length; at++)
        {
            lists[at] = (index.Trigrams.Find(pieces[at]).Length, pieces[at]);
        }

        Array.Sort(lists);
        var postings = 0;
        var squares = 0f;
        foreach (var (length, piece) in lists)
        {
            var rarity = index.TrigramRarity(length);
            squares += rarity * rarity;
            postings += length;
            if (postings <= MostPostings)
            {
                Add(index.Trigrams.Find(piece), rarity * rarity);
            }
        }

        return MathF.Sqrt(squares);
    }

    private void Add(ReadOnlySpan<int> names, float weight)
    {
        foreach (var name in names)
        {
            if (sums[name] == 0)
            {
                touched.Add(name);
            }

            sums[name] += weight;
        }
    }

    private void AddByInitials(NormalName query)
    {
        foreach (var word in query.Words)
        {
            if (word.Kind is WordKind.Content && word.Text.Length is >= 2 and <= 8)
            {
                AddMissing(index.Initials.Find(word.Text));
            }
        }

        if (InitialsOf.Name(query) is { } initials && index.Vocabulary.Find(initials) is >= 0 and var id)
        {
            AddMissing(index.Words.Find(id));
        }
    }

    private void AddMissing(ReadOnlySpan<int> names)
    {
        foreach (var name in names[..Math.Min(names.Length, MostByInitials)])
        {
            if (!found.Exists(candidate => candidate.Name == name))
            {
                found.Add((0, name));
            }
        }
    }
}
