using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Benchmarks.Matching.Measuring;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>
/// Fits the coefficients on generated names and all of the real ones, and writes them into the product; prints what weights
/// fitted the same way without an entity, or without a whole source, say to its names.
/// </summary>
internal static class FitMatcher
{
    public static void Run(IReadOnlyList<LabelledEntities> real, bool dry)
    {
        var fit = new CrossFit(real);
        var weights = fit.OfAll();
        foreach (var feature in Enum.GetValues<Feature>())
        {
            Console.WriteLine($"   {feature,-20} {weights.Features[(int)feature],8:0.000}");
        }

        Console.WriteLine($"   {"Intercept",-20} {weights.Intercept,8:0.000}");
        Console.WriteLine("   sureness " + string.Join(" ", weights.Sureness.Select(weight => $"{weight:0.00}")));
        if (!dry)
        {
            CoefficientsFile.Write(weights);
        }

        MeasureMatcher.ReportReal(real, fit.Judge());
        HeldOutReport.Print(fit);
    }
}
