using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Prints the figures of quality of each corpus, then of speed.</summary>
internal static class MeasureMatcher
{
    private const int MeasureSeed = 20_261;
    private const int FirstSeed = 1;
    private const int Draws = 5;
    private const int FirstUnrelatedSeed = 500;
    private const int UnrelatedLists = 60;

    /// <summary>The product as it is, on generated names and on a folder that it was not fitted on.</summary>
    public static void Run(IReadOnlyList<LabelledEntities> real, IReadOnlyList<LabelledPairs> pairs, bool withSpeed)
    {
        Report("generated 2,000 x 5,000", [Shipped(new CorpusGenerator(MeasureSeed).Generate(5000, 2000))]);
        Report("generated 2,000 x 300", [Shipped(new CorpusGenerator(MeasureSeed + 1).Generate(300, 2000))]);
        ReportUnrelated();
        ReportReal(real, Shipped);
        foreach (var one in pairs)
        {
            MeasurePairs.Report(one);
        }

        if (withSpeed)
        {
            ReportBaseline(real);
            MeasureSpeed.Run();
        }
    }

    // Rules that are looser on a list where hardly two begin alike are tried on many such lists, as long as a small client list is.
    private static void ReportUnrelated()
    {
        var corpora = Enumerable.Range(FirstUnrelatedSeed, UnrelatedLists).Select(seed => new CorpusGenerator(seed, areUnrelated: true).Generate(seed % 2 == 0 ? 25 : 60, 150))
            .Where(corpus => new TargetIndex(corpus.Targets).Kinship.IsUnrelated).ToList();
        Report($"generated, {corpora.Count} short lists where hardly two begin alike", corpora.ConvertAll(Shipped));
    }

    /// <summary>All draws of a folder of real names, answered as given.</summary>
    public static void ReportReal(IReadOnlyList<LabelledEntities> real, Func<LabelledCorpus, IReadOnlyList<Outcome>> judge)
    {
        foreach (var (entities, draws) in Series(real))
        {
            Report($"{entities.Title}, {draws[0].Title}, mean of {draws.Count} draws", [.. draws.Select(draw => judge(entities.ToCorpus(draw)))]);
        }
    }

    private static void ReportBaseline(IReadOnlyList<LabelledEntities> real)
    {
        foreach (var (entities, draws) in Series(real))
        {
            var baseline = FuzzySharpBaseline.Of(entities.ToCorpus(draws[0]));
            var sure = baseline.Automatic();
            Console.WriteLine($"== {entities.Title}, {draws[0].Title}, FuzzySharp ExtractOne, one draw: best F1 {baseline.Best().F1:0.000}; at score 90 {sure.Wrong} wrong of {sure.All}, covers {sure.Covered:0.000}; ECE {baseline.CalibrationError():0.000}");
        }
    }

    private static IEnumerable<(LabelledEntities Entities, List<EntityDraw> Draws)> Series(IReadOnlyList<LabelledEntities> real) =>
        real.SelectMany(entities => EntityDraw.Series(FirstSeed, Draws).GroupBy(draw => draw.Title).Select(series => (entities, series.ToList())));

    private static IReadOnlyList<Outcome> Shipped(LabelledCorpus corpus) => Outcome.Of(corpus, MatchWeights.Shipped);

    private static void Report(string title, IReadOnlyList<IReadOnlyList<Outcome>> outcomes)
    {
        var qualities = outcomes.Select(one => new Quality(one)).ToList();
        var automatic = qualities.ConvertAll(quality => quality.Automatic());
        var sure = qualities.ConvertAll(quality => quality.From95());
        Console.WriteLine($"== {title}: {qualities.Average(quality => quality.Cases):0} names, {qualities.Average(quality => quality.WithMatch):0} with a target");
        Console.WriteLine($"   best F1 {Mean(quality => quality.Best().F1):0.000} (P {Mean(quality => quality.Best().Precision):0.000}, R {Mean(quality => quality.Best().Recall):0.000}, at {Mean(quality => quality.Best().Threshold):0.00}); F1 at 0.5 {Mean(quality => quality.F1At(0.5)):0.000}; among three {Mean(quality => quality.AmongThree()):0.000}");
        Console.WriteLine($"   automatic: {Counted(automatic)}, covers {automatic.Average(one => one.Covered):0.000}; confidence >= 0.95: {Counted(sure)}, covers {sure.Average(one => one.Covered):0.000}");
        PrintVerySameWords(qualities, automatic);
        Console.WriteLine($"   automatic look-alikes {qualities.Sum(quality => quality.AutomaticOfKind(CaseKind.LookAlike, false))}, wrong automatic near twins {qualities.Sum(quality => quality.AutomaticOfKind(CaseKind.NearTwin, true))}; ECE {Mean(quality => quality.CalibrationError()):0.000}, of exactly true confidences by chance {Mean(quality => quality.CalibrationErrorOfChance()):0.000}");
        // Names of one entity err together, so that a single draw's error is mostly chance: all draws as one list say more of the calibration.
        var pooled = new Quality([.. outcomes.SelectMany(one => one)]);
        Console.WriteLine($"   ECE of all draws as one list {pooled.CalibrationError():0.000}; said/true/count: " + string.Join("  ", pooled.Reliability().Select(bin => $"{bin.Said:0.00}/{bin.True:0.00}/{bin.Count}")));
        double Mean(Func<Quality, double> figure) => qualities.Average(figure);
    }

    // Two entities with the very same words are one to any matcher of names: only holding back such names would avoid them.
    private static void PrintVerySameWords(List<Quality> qualities, List<(int Wrong, int All, double Covered)> automatic)
    {
        var (same, wrongOfSame) = (qualities.Sum(quality => quality.AutomaticOfSameWords(false)), qualities.Sum(quality => quality.AutomaticOfSameWords(true)));
        var (all, wrong) = (automatic.Sum(one => one.All), automatic.Sum(one => one.Wrong));
        Console.WriteLine($"     with the very same telling words: {wrongOfSame} wrong of {same}, {100d * wrongOfSame / Math.Max(1, all):0.0} % of all automatic (no less while the very name is trusted); the others: {wrong - wrongOfSame} wrong of {all - same} ({100d * (wrong - wrongOfSame) / Math.Max(1, all - same):0.0} %)");
    }

    private static string Counted(List<(int Wrong, int All, double Covered)> counts) =>
        $"{counts.Sum(one => one.Wrong)} wrong of {counts.Sum(one => one.All)} ({100d * counts.Sum(one => one.Wrong) / Math.Max(1, counts.Sum(one => one.All)):0.0} %)";
}
