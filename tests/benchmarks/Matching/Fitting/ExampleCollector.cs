using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>Runs the matcher over a corpus and keeps the features it saw.</summary>
internal static class ExampleCollector
{
    private const int MostCandidates = 12;

    public static IEnumerable<FitExample> Collect(LabelledCorpus corpus, string source, double weight = 1)
    {
        var index = new TargetIndex(corpus.Targets);
        var scorer = new CandidateScorer(index, MatchWeights.Shipped);
        var asked = new AskedWords(corpus.Cases.Select(one => index.Reader.Read(one.Query.Name)));
        foreach (var one in corpus.Cases)
        {
            if (one.Kind is CaseKind.LookAlike)
            {
                continue;
            }

            var name = index.Reader.Read(one.Query.Name);
            var candidates = new List<Scored>();
            var right = -1;
            scorer.Observer = (target, features) =>
            {
                var isRight = corpus.Targets[target.Target].Key == one.Expected;
                if (candidates.Count >= MostCandidates && !isRight)
                {
                    return;
                }

                right = isRight ? candidates.Count : right;
                candidates.Add(new Scored(target, 0, [.. features]));
            };
            scorer.Score(name, asked);
            if (candidates.Count > 0)
            {
                yield return new FitExample(name, candidates, right, Folds.Of(one), index.Kinship, source, weight);
            }
        }
    }
}
