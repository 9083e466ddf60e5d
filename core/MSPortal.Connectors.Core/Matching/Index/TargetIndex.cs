using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Index;

/// <summary>The targets' names, found again by their words, trigrams and initials.</summary>
internal sealed class TargetIndex
{
    private readonly List<IndexedName> names = [];
    private readonly List<ulong> pieces = [];

    public TargetIndex(IReadOnlyList<MatchTarget> targets, MatchSubject subject = MatchSubject.Company)
    {
        var plain = new PlainNames();
        Reader = new NameReader(subject, plain);
        foreach (var (target, isAlias, name) in Normalise(targets, subject, plain))
        {
            Add(target, isAlias, plain.Mark(name));
        }

        Vocabulary.Close(names.Count);
        names.ForEach(name => name.Weigh(Vocabulary));
        Trigrams.Close();
        Words.Close();
        Initials.Close();
        TrigramNorms = new float[names.Count];
        Kinship = ListKinship.Of(names);
        WeighTrigrams();
    }

    /// <summary>Reads the names to be compared with these.</summary>
    public NameReader Reader { get; }

    public IReadOnlyList<IndexedName> Names => names;

    public Vocabulary Vocabulary { get; } = new();

    public PostingIndex<ulong> Trigrams { get; } = new();

    public PostingIndex<int> Words { get; } = new();

    public PostingIndex<string> Initials { get; } = new();

    /// <summary>What part of the targets have another that begins alike.</summary>
    public ListKinship Kinship { get; }

    /// <summary>Length of each name's vector of trigram rarities.</summary>
    public float[] TrigramNorms { get; }

    public float TrigramRarity(int namesWith) => MathF.Log((names.Count + 100f) / (namesWith + 1f));

    // All are read before the first is marked by which others stand in it.
    private static List<(int Target, bool IsAlias, NormalName Name)> Normalise(IReadOnlyList<MatchTarget> targets, MatchSubject subject, PlainNames plain)
    {
        var read = new List<(int Target, bool IsAlias, NormalName Name)>(targets.Count);
        for (var target = 0; target < targets.Count; target++)
        {
            Read(target, isAlias: false, targets[target].Name);
            foreach (var alias in targets[target].Aliases)
            {
                Read(target, isAlias: true, alias);
            }
        }

        return read;

        void Read(int target, bool isAlias, string text)
        {
            var name = NameNormaliser.Normalise(text, subject);
            plain.Add(name, read.Count, target);
            read.Add((target, isAlias, name));
        }
    }

    private void Add(int target, bool isAlias, NormalName name)
    {
        var number = names.Count;
        var ids = Vocabulary.Learn(name);
        names.Add(new IndexedName(target, isAlias, name, ids));
        TrigramPieces.Collect(name.Core, pieces);
        foreach (var piece in pieces)
        {
            Trigrams.Add(piece, number);
        }

        for (var at = 0; at < ids.Length; at++)
        {
            if (name.Words[at].Kind is not (WordKind.Stop or WordKind.Legal) && Array.IndexOf(ids, ids[at], 0, at) < 0)
            {
                Words.Add(ids[at], number);
            }
        }

        if (InitialsOf.Name(name) is { } initials)
        {
            Initials.Add(initials, number);
        }
    }

    private void WeighTrigrams()
    {
        for (var number = 0; number < names.Count; number++)
        {
            TrigramPieces.Collect(names[number].Name.Core, pieces);
            var sum = 0f;
            foreach (var piece in pieces)
            {
                var rarity = TrigramRarity(Trigrams.Find(piece).Length);
                sum += rarity * rarity;
            }

            TrigramNorms[number] = MathF.Sqrt(sum);
        }
    }
}
