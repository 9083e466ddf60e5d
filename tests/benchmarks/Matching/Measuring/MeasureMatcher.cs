using MSPortal.Connectors.Benchmarks.Matching.Corpus;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Prints the figures of quality of each corpus, then of speed.</summary>
internal static class MeasureMatcher
{
    private const int MeasureSeed = 20_261;
    private const int FirstSeed = 1;
    private const int Draws = 5;

    public static void Run(IReadOnlyList<LabelledEntities> real, bool withSpeed, IReadOnlyList<CorpusHalf> halves)
    {
        Report("generated 2,000 x 5,000", [new CorpusGenerator(MeasureSeed).Generate(5000, 2000)]);
        Report("generated 2,000 x 300", [new CorpusGenerator(MeasureSeed + 1).Generate(300, 2000)]);
        foreach (var entities in real)
        {
            foreach (var series in EntityDraw.Series(FirstSeed, Draws).GroupBy(draw => draw.Title))
            {
                ReportReal(entities, [.. series], series.Key, halves, withSpeed);
            }
        }

        if (withSpeed)
        {
            MeasureSpeed.Run();
        }
    }

    private static void ReportReal(LabelledEntities entities, IReadOnlyList<EntityDraw> draws, string title, IReadOnlyList<CorpusHalf> halves, bool withBaseline)
    {
        foreach (var half in halves)
        {
            Report($"{entities.Title}, {title}, {half}, mean of {draws.Count} draws", [.. draws.Select(draw => entities.ToCorpus(draw, half))]);
        }

        if (withBaseline)
        {
            var baseline = FuzzySharpBaseline.Of(entities.ToCorpus(draws[0], CorpusHalf.Unseen));
            var sure = baseline.Automatic();
            Console.WriteLine($"   FuzzySharp ExtractOne, one draw: best F1 {baseline.Best().F1:0.000}; at score 90 {sure.Wrong} wrong of {sure.All}, covers {sure.Covered:0.000}; ECE {baseline.CalibrationError():0.000}");
        }
    }

    private static void Report(string title, IReadOnlyList<LabelledCorpus> corpora)
    {
        var outcomes = corpora.Select(Outcome.Of).ToList();
        var qualities = outcomes.ConvertAll(one => new Quality(one));
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
