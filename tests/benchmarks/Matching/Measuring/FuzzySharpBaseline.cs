using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>FuzzySharp's best ratio taken as a confidence, as the yardstick on the same names.</summary>
internal static class FuzzySharpBaseline
{
    public static Quality Of(LabelledCorpus corpus)
    {
        var names = corpus.Targets.Select(target => target.Name).ToList();
        return new Quality([.. corpus.Cases.Select(one => new Outcome(one, Answer(one, corpus.Targets, names), null))]);
    }

    private static MatchResult Answer(LabelledCase one, IReadOnlyList<MatchTarget> targets, List<string> names)
    {
        var best = FuzzySharp.Process.ExtractOne(one.Query.Name, names);
        var candidate = new MatchCandidate(targets[best.Index].Key, best.Score / 100d, []);
        return new MatchResult(one.Query.Key, [candidate], best.Score >= 90 ? MatchVerdict.Automatic : MatchVerdict.Proposed);
    }
}
