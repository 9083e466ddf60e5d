using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Finds the candidates for a name and gives each its probability.</summary>
internal sealed class CandidateScorer(TargetIndex index, MatchWeights weights)
{
    private readonly CandidateFinder finder = new(index);
    private readonly PairComparer comparer = new(index.Vocabulary);

    /// <summary>Told the features of each name compared; for fitting.</summary>
    public Action<IndexedName, float[]>? Observer { get; set; }

    /// <summary>Best first; empty for a name that says nothing.</summary>
    public IReadOnlyList<Scored> Score(NormalName name, AskedWords asked)
    {
        if (name.IsGeneric)
        {
            return [];
        }

        var query = new AskedName(name, index.Vocabulary, asked);
        var best = new Dictionary<int, Scored>();
        foreach (var (cosine, number) in finder.Find(name))
        {
            var target = index.Names[number];
            var features = new float[PairComparer.FeatureCount];
            comparer.Compare(query, target, cosine, features);
            Observer?.Invoke(target, features);
            var logOdds = ConfidenceModel.LogOdds(features, weights);
            if (!best.TryGetValue(target.Target, out var known) || known.LogOdds < logOdds)
            {
                best[target.Target] = new Scored(target, logOdds, features);
            }
        }

        return ConfidenceModel.Compete(name, PlainTies.Of(name, [.. best.Values]), index.Kinship, weights);
    }
}
