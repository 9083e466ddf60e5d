using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Lists errors on names the fit may see, for whoever improves the matcher.</summary>
internal static class ExplainErrors
{
    private const int GeneratedSeed = 4711;
    private const int FirstSeed = 1;
    private const int Draws = 5;

    public static void Run(IReadOnlyList<LabelledEntities> real, Func<LabelledCorpus, IReadOnlyList<Outcome>> judge)
    {
        Explain(corpus => Outcome.Of(corpus, MatchWeights.Shipped), new CorpusGenerator(GeneratedSeed).Generate(5000, 4000));
        Explain(corpus => Outcome.Of(corpus, MatchWeights.Shipped), new CorpusGenerator(GeneratedSeed + 1).Generate(300, 4000));
        foreach (var entities in real)
        {
            Explain(judge, [.. EntityDraw.Series(FirstSeed, Draws).Select(draw => entities.ToCorpus(draw))]);
        }
    }

    // The same error of several draws is one line with its count; the wrong ones come first.
    private static void Explain(Func<LabelledCorpus, IReadOnlyList<Outcome>> judge, params IReadOnlyList<LabelledCorpus> corpora)
    {
        Console.WriteLine($"== {corpora[0].Title}, {corpora.Count} draws");
        var lines = corpora.SelectMany(corpus => Lines(corpus, judge))
            .GroupBy(line => (line.Mark, line.Text))
            .OrderBy(group => group.Key.Mark, StringComparer.Ordinal)
            .ThenByDescending(group => group.Max(line => line.Confidence));
        foreach (var group in lines)
        {
            Console.WriteLine($"{group.Key.Mark} {group.Count()}x {group.Max(line => line.Confidence):0.00} {group.Key.Text} ({group.First().Evidence})");
        }
    }

    private static IEnumerable<(string Mark, double Confidence, string Text, string Evidence)> Lines(LabelledCorpus corpus, Func<LabelledCorpus, IReadOnlyList<Outcome>> judge)
    {
        var names = corpus.Targets.ToDictionary(target => target.Key, target => target.Name);
        foreach (var outcome in judge(corpus))
        {
            if (MarkOf(outcome) is { } mark)
            {
                var expected = outcome.Case.Expected is { } key ? names[key] : "none";
                var evidence = outcome.Result.Candidates.Count > 0 ? string.Join("; ", outcome.Result.Candidates[0].Evidence) : "";
                yield return (mark, outcome.Confidence, $"{outcome.Case.Query.Name} => {outcome.SaidName} (right: {expected}; {outcome.Case.Kind})", evidence);
            }
        }
    }

    private static string? MarkOf(Outcome outcome) => outcome switch
    {
        { IsAutomatic: true, IsRight: false } => "0 WRONG",
        { IsAutomatic: true } => null,
        { HasMatch: true, IsRight: false } => "MISSED",
        { IsRight: true } => "HELD",
        { Confidence: > 0.5 } => "FALSE",
        _ => null,
    };
}
