namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>
/// Prints how calibration does on names it was not fitted on: entities of another fold, and a whole source of another kind.
/// </summary>
internal static class HeldOutReport
{
    private const int Bins = 10;
    private const double Automatic = 0.95;

    public static void Print(IReadOnlyList<FirstCandidate> firsts, double ceiling)
    {
        Console.WriteLine("   held out: automatic wrong of all, error of calibration (draws pooled), said/true/count");
        var folds = Enumerable.Range(0, FitExample.Folds).SelectMany(fold => Judge(firsts, first => first.Fold == fold, ceiling)).ToList();
        foreach (var source in folds.GroupBy(one => one.First.Source))
        {
            Line($"{source.Key}, other entities", [.. source]);
        }

        foreach (var source in firsts.Select(first => first.Source).Distinct())
        {
            Line($"{source}, other sources", Judge(firsts, first => first.Source == source, ceiling));
        }
    }

    private static List<(FirstCandidate First, double Said)> Judge(IReadOnlyList<FirstCandidate> firsts, Predicate<FirstCandidate> isJudged, double ceiling)
    {
        var seen = firsts.Where(first => !isJudged(first)).ToList();
        var judged = firsts.Where(first => isJudged(first)).ToList();
        if (seen.Count == 0)
        {
            return [];
        }

        var weights = new SurenessFit(seen, ceiling).Fit();
        return judged.ConvertAll(first => (first, SurenessFit.Confidence(weights, ceiling, first)));
    }

    private static void Line(string title, List<(FirstCandidate First, double Said)> judged)
    {
        var bins = judged.GroupBy(one => Math.Min(Bins - 1, (int)(one.Said * Bins))).OrderBy(bin => bin.Key)
            .Select(bin => (Said: bin.Average(one => one.Said), True: bin.Average(one => one.First.IsRight ? 1d : 0), Count: bin.Count())).ToList();
        var sure = judged.FindAll(one => one.First.Most >= 1 && one.Said >= Automatic);
        var error = bins.Sum(bin => Math.Abs(bin.Said - bin.True) * bin.Count) / Math.Max(1, judged.Count);
        Console.WriteLine($"   {title}: {sure.Count(one => !one.First.IsRight)} of {sure.Count} ({100d * sure.Count / Math.Max(1, judged.Count):0.0} % of all), {error:0.000}, "
            + string.Join("  ", bins.Select(bin => $"{bin.Said:0.00}/{bin.True:0.00}/{bin.Count}")));
    }
}
