using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>A labelled case and what the matcher said to it.</summary>
internal sealed record Outcome(LabelledCase Case, MatchResult Result, string? SaidName)
{
    public double Confidence => Result.Candidates.Count > 0 ? Result.Candidates[0].Confidence : 0;

    public string? Reason => Result.HeldBy;

    public bool HasMatch => Case.Expected is not null;

    public bool IsRight => Result.Candidates.Count > 0 && Result.Candidates[0].TargetKey == Case.Expected;

    public bool IsAmongThree => Result.Candidates.Any(candidate => candidate.TargetKey == Case.Expected);

    public bool IsAutomatic => Result.Verdict is MatchVerdict.Automatic;

    public bool IsSameName =>
        SaidName is not null && NameNormaliser.Normalise(SaidName).Core == NameNormaliser.Normalise(Case.Query.Name).Core;

    public static IReadOnlyList<Outcome> Of(LabelledCorpus corpus, MatchWeights weights)
    {
        var results = new NameMatcher(corpus.Targets, MatchSubject.Company, weights).MatchAll([.. corpus.Cases.Select(one => one.Query)]);
        var names = corpus.Targets.ToDictionary(target => target.Key, target => target.Name);
        return [.. corpus.Cases.Zip(results, (one, result) =>
            new Outcome(one, result, result.Candidates.Count > 0 ? names[result.Candidates[0].TargetKey] : null))];
    }
}
