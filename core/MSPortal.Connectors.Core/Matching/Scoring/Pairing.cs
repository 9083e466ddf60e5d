using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Which words of two names stand for one another, and how well.</summary>
internal sealed class Pairing
{
    private static readonly int Most = NameSplitter.MostWords;

    private readonly float[] queryQuality = new float[Most];
    private readonly float[] targetQuality = new float[Most];
    private Word[] query = [];
    private Word[] target = [];

    /// <summary>How well each word of the query is found in the target: 0 not, 1 letter by letter.</summary>
    public ReadOnlySpan<float> OfQuery => queryQuality;

    /// <summary>How well each word of the target is found in the query.</summary>
    public ReadOnlySpan<float> OfTarget => targetQuality;

    public bool ByInitials { get; private set; }

    public void Pair(NormalName queryName, ReadOnlySpan<int> queryIds, NormalName targetName, ReadOnlySpan<int> targetIds)
    {
        query = queryName.Words;
        target = targetName.Words;
        ByInitials = false;
        queryQuality.AsSpan(0, query.Length).Clear();
        targetQuality.AsSpan(0, target.Length).Clear();
        PairEqual(queryIds, targetIds);
        PairJoined();
        PairAlike();
        PairInitials();
    }

    private void PairEqual(ReadOnlySpan<int> queryIds, ReadOnlySpan<int> targetIds)
    {
        for (var i = 0; i < query.Length; i++)
        {
            if (queryIds[i] < 0)
            {
                continue;
            }

            // A word written twice on one side, as in "Zwicky House - Zwicky", is found by its one partner.
            for (var j = 0; j < target.Length; j++)
            {
                if (queryIds[i] == targetIds[j])
                {
                    Mark(i, j, 1);
                }
            }
        }
    }

    // "Day Care" and "Daycare".
    private void PairJoined()
    {
        for (var i = 0; i < query.Length; i++)
        {
            for (var j = 0; j < target.Length; j++)
            {
                if (j + 1 < target.Length && IsFree(i, j) && targetQuality[j + 1] == 0
                    && IsJoined(query[i].Text, target[j].Text, target[j + 1].Text))
                {
                    Mark(i, j, 0.98f);
                    targetQuality[j + 1] = 0.98f;
                }
                else if (i + 1 < query.Length && IsFree(i, j) && queryQuality[i + 1] == 0
                    && IsJoined(target[j].Text, query[i].Text, query[i + 1].Text))
                {
                    Mark(i, j, 0.98f);
                    queryQuality[i + 1] = 0.98f;
                    }
            }
        }
    }

    private void PairAlike()
    {
        for (var i = 0; i < query.Length; i++)
        {
            if (queryQuality[i] > 0 || query[i].Kind is WordKind.Stop or WordKind.Legal)
            {
                continue;
            }

            var best = 0f;
            var partner = -1;
            for (var j = 0; j < target.Length; j++)
            {
                if (targetQuality[j] == 0 && target[j].Kind is not (WordKind.Stop or WordKind.Legal)
                    && WordSimilarity.Of(query[i].Text, target[j].Text) is var alike && alike > best)
                {
                    best = alike;
                    partner = j;
                }
            }

            if (partner >= 0)
            {
                Mark(i, partner, best);
            }
        }
    }

    private void PairInitials()
    {
        for (var i = 0; i < query.Length; i++)
        {
            if (queryQuality[i] == 0 && query[i].Kind is WordKind.Content
                && Initials.Spell(query[i].Text, target, targetQuality) is { Length: > 0 } run)
            {
                queryQuality[i] = Initials.Quality;
                targetQuality.AsSpan(run.First, run.Length).Fill(Initials.Quality);
                ByInitials = true;
            }
        }

        for (var j = 0; j < target.Length; j++)
        {
            if (targetQuality[j] == 0 && target[j].Kind is WordKind.Content
                && Initials.Spell(target[j].Text, query, queryQuality) is { Length: > 0 } run)
            {
                targetQuality[j] = Initials.Quality;
                queryQuality.AsSpan(run.First, run.Length).Fill(Initials.Quality);
                        ByInitials = true;
            }
        }
    }

    private bool IsFree(int i, int j) => queryQuality[i] == 0 && targetQuality[j] == 0;

    private void Mark(int i, int j, float quality)
    {
        queryQuality[i] = quality;
        targetQuality[j] = quality;
    }

    private static bool IsJoined(string whole, string first, string second) =>
        whole.Length == first.Length + second.Length
        && whole.StartsWith(first, StringComparison.Ordinal) && whole.EndsWith(second, StringComparison.Ordinal);
}
