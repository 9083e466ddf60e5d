namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>Prints how a fit does on a whole source of names of another kind than those it was fitted on.</summary>
internal static class HeldOutReport
{
    private const int Bins = 10;
    private const double Automatic = 0.95;

    public static void Print(CrossFit fit)
    {
        Console.WriteLine("== a source that neither weights nor calibration were fitted on: automatic wrong of all, error of calibration (draws pooled), said/true/count");
        var sources = fit.Firsts.Select(first => first.Source).Distinct().ToList();
        foreach (var source in sources.Where(_ => sources.Count > 1))
        {
            Line(source, fit.WithoutSource(source));
        }
    }

    private static void Line(string title, IReadOnlyList<(FirstCandidate First, double Said)> judged)
    {
        var bins = judged.GroupBy(one => Math.Min(Bins - 1, (int)(one.Said * Bins))).OrderBy(bin => bin.Key)
            .Select(bin => (Said: bin.Average(one => one.Said), True: bin.Average(one => one.First.IsRight ? 1d : 0), Count: bin.Count())).ToList();
        var sure = judged.Where(one => one.First.Most >= 1 && one.Said >= Automatic).ToList();
        var error = bins.Sum(bin => Math.Abs(bin.Said - bin.True) * bin.Count) / Math.Max(1, judged.Count);
        Console.WriteLine($"   {title}: {sure.Count(one => !one.First.IsRight)} of {sure.Count} ({100d * sure.Count / Math.Max(1, judged.Count):0.0} % of all), {error:0.000}, "
            + string.Join("  ", bins.Select(bin => $"{bin.Said:0.00}/{bin.True:0.00}/{bin.Count}")));
    }
}
