using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Core.Matching;

/// <summary>What the name of the container above says about a name.</summary>
internal sealed class ParentEvidence(CandidateScorer scorer, AskedWords asked, NameReader reader)
{
    // What holds only together with the parent is for a person to confirm.
    private const double MostWithParent = 0.9;
    private const double FitsWell = 0.5;

    private readonly Dictionary<string, IReadOnlyList<Scored>> ofParents = new(StringComparer.Ordinal);

    /// <summary>Candidates for both names read as one, when that finds more than the name alone; else the ones given.</summary>
    public IReadOnlyList<Scored> Improve(IReadOnlyList<Scored> alone, MatchQuery query)
    {
        var together = scorer.Score(reader.Read($"{query.ParentName} - {query.Name}"), asked);
        var best = alone.Count > 0 ? alone[0].Confidence : 0;
        return together.Count > 0 && Math.Min(together[0].Confidence, MostWithParent) > best
            ? [.. together.Select(candidate => candidate with { Confidence = Math.Min(candidate.Confidence, MostWithParent), ByParent = true })]
            : alone;
    }

    /// <summary>The parent's name fits another target, and fits it well.</summary>
    public bool Contradicts(Scored best, string parentName)
    {
        if (!ofParents.TryGetValue(parentName, out var candidates))
        {
            ofParents[parentName] = candidates = scorer.Score(reader.Read(parentName), asked);
        }

        return candidates.Count > 0 && candidates[0].Confidence >= FitsWell && candidates[0].Name.Target != best.Name.Target;
    }
}
