using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Core.Matching;

/// <summary>
/// Finds for vendors' names the companies (or device types) they most likely mean. Built once from the targets;
/// the same targets and names always give the same answer. Not safe for use by several threads at once.
/// </summary>
public sealed class NameMatcher
{
    /// <summary>The lowest confidence at which a match may be applied without asking.</summary>
    public const double AutomaticFrom = 0.95;

    private const double WorthShowing = 0.05;
    private const int MostShown = 3;

    private readonly IReadOnlyList<MatchTarget> targets;
    private readonly NameReader reader;
    private readonly CandidateScorer scorer;
    private readonly EvidenceWriter evidence;
    private readonly ExactNames exactNames;

    /// <summary>Builds the index.</summary>
    /// <param name="targets">Everything a name may be matched to.</param>
    /// <param name="subject">What they are names of.</param>
    public NameMatcher(IReadOnlyList<MatchTarget> targets, MatchSubject subject = MatchSubject.Company)
        : this(targets, subject, MatchWeights.Shipped)
    {
    }

    /// <summary>A matcher with other weights, for measuring them.</summary>
    internal NameMatcher(IReadOnlyList<MatchTarget> targets, MatchSubject subject, MatchWeights weights)
    {
        this.targets = targets;
        var index = new TargetIndex(targets, subject);
        reader = index.Reader;
        scorer = new CandidateScorer(index, weights);
        evidence = new EvidenceWriter(index.Vocabulary);
        exactNames = new ExactNames(targets);
    }

    /// <summary>Whether a company's name has a word that tells it from others; "Test" or "Macs" has none.</summary>
    public static bool SaysSomething(string name) => !NameNormaliser.Normalise(name, MatchSubject.Company).IsGeneric;

    /// <summary>One result for each query, in the order of the queries.</summary>
    public IReadOnlyList<MatchResult> MatchAll(IReadOnlyList<MatchQuery> queries)
    {
        var names = queries.Select(query => reader.Read(query.Name)).ToList();
        var asked = new AskedWords(names);
        var parents = new ParentEvidence(scorer, asked, reader);
        return [.. queries.Zip(names, (query, name) => Match(query, name, asked, parents))];
    }

    private MatchResult Match(MatchQuery query, NormalName name, AskedWords asked, ParentEvidence parents)
    {
        var candidates = scorer.Score(name, asked);
        if (candidates.Count == 0 && reader.InLatin(name) is { } latin)
        {
            name = latin;
            candidates = scorer.Score(name, asked);
        }

        // A name that says nothing inherits what its parent is mapped to; the parent's own row says to whom.
        if (query.ParentName is not null && !name.IsGeneric)
        {
            candidates = parents.Improve(candidates, query);
        }

        candidates = exactNames.Prefer(query.Name, name, candidates);
        var shown = candidates.Where(candidate => candidate.Confidence >= WorthShowing).Take(MostShown).ToList();
        if (shown.Count == 0)
        {
            return new MatchResult(query.Key, [], MatchVerdict.None);
        }

        var reason = shown[0].Hold?.Reason;
        if (reason is null && query.ParentName is { } parent && parents.Contradicts(shown[0], parent))
        {
            reason = "The parent's name fits another one better";
        }

        var verdict = shown[0].Confidence >= AutomaticFrom && reason is null ? MatchVerdict.Automatic : MatchVerdict.Proposed;
        return new MatchResult(query.Key, [.. shown.Select((candidate, rank) => Present(name, candidate, rank == 0 ? reason : null))], verdict) { HeldBy = reason };
    }

    private MatchCandidate Present(NormalName name, Scored candidate, string? reason) => new(
        targets[candidate.Name.Target].Key, candidate.Confidence, evidence.Write(name, candidate, reason));
}
