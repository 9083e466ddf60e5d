using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Counts, on names the fit may see, what each guard holds back and what it lets through: its use and its price.</summary>
internal static class CountGuards
{
    private const int GeneratedSeed = 4711;
    private const int FirstSeed = 1;
    private const int Draws = 5;

    public static void Run(IReadOnlyList<LabelledEntities> real)
    {
        Count([new CorpusGenerator(GeneratedSeed).Generate(5000, 4000)]);
        Count([new CorpusGenerator(GeneratedSeed + 1).Generate(300, 4000)]);
        foreach (var entities in real)
        {
            Count([.. EntityDraw.Series(FirstSeed, Draws).Select(draw => entities.ToCorpus(draw, CorpusHalf.Tuning))]);
        }
    }

    private static void Count(IReadOnlyList<LabelledCorpus> corpora)
    {
        Console.WriteLine($"== {corpora[0].Title}, {corpora.Count} draws: first candidates held back, right and wrong");
        var firsts = corpora.SelectMany(Firsts).ToList();
        foreach (var group in firsts.GroupBy(first => first.Reason).OrderByDescending(group => group.Count()))
        {
            Console.WriteLine($"   {group.Count(first => first.IsRight),6} {group.Count(first => !first.IsRight),6}  {group.Key}");
        }
    }

    private static IEnumerable<(string Reason, bool IsRight)> Firsts(LabelledCorpus corpus)
    {
        var scorer = new CandidateScorer(new TargetIndex(corpus.Targets));
        var names = corpus.Cases.Select(one => NameNormaliser.Normalise(one.Query.Name)).ToList();
        var asked = new AskedWords(names);
        foreach (var (one, name) in corpus.Cases.Zip(names))
        {
            if (one.Kind is not CaseKind.LookAlike && scorer.Score(name, asked) is { Count: > 0 } candidates)
            {
                var first = candidates[0];
                var reason = first.Confidence >= NameMatcher.AutomaticFrom ? "(automatic)" : $"(not sure, {Math.Floor(first.Confidence * 10) / 10:0.0})";
                yield return (first.Hold is { } hold ? hold.Kind is HoldKind.Numbers or HoldKind.Qualifiers ? hold.Kind.ToString() : hold.Reason : reason, corpus.Targets[first.Name.Target].Key == one.Expected);
            }
        }
    }
}
