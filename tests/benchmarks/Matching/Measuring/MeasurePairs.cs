using FuzzySharp;
using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>
/// Asks the first name of each labelled pair of a list of all second ones, and judges what is said of its own second one. Names of the
/// same telling words are one company of the list, since a company is listed once.
/// </summary>
internal static class MeasurePairs
{
    public static void Report(LabelledPairs pairs)
    {
        var companies = pairs.Pairs.Select(pair => pair.Listed).Distinct(StringComparer.Ordinal).GroupBy(KeyOf).ToList();
        var matcher = new NameMatcher([.. companies.Select(names => new MatchTarget(names.Key, names.First(), [.. names.Skip(1)]))]);
        var results = matcher.MatchAll([.. pairs.Pairs.Select((pair, at) => new MatchQuery($"{at}", pair.Asked, null))]);
        var said = pairs.Pairs.Zip(results, (pair, result) =>
            (pair.AreSame, Score: result.Candidates.FirstOrDefault(candidate => candidate.TargetKey == KeyOf(pair.Listed))?.Confidence ?? 0)).ToList();
        var automatic = pairs.Pairs.Zip(results).Where(one => one.Second.Verdict is MatchVerdict.Automatic && one.Second.Candidates[0].TargetKey == KeyOf(one.First.Listed)).ToList();
        var same = pairs.Pairs.Count(pair => pair.AreSame);
        var right = automatic.Count(one => one.First.AreSame);
        Console.WriteLine($"== {pairs.Title}: {pairs.Pairs.Count} pairs, {same} of them the same; a list of {companies.Count}");
        Console.WriteLine($"   {Best(said)}; automatic: {automatic.Count - right} wrong of {automatic.Count}, covers {(double)right / Math.Max(1, same):0.000}");
        Console.WriteLine($"   FuzzySharp's ratio of the pair alone: {Best(pairs.Pairs.Select(pair => (pair.AreSame, Fuzz.WeightedRatio(pair.Asked, pair.Listed) / 100d)))}");
        foreach (var ((asked, listed, _), _) in automatic.Where(one => !one.First.AreSame))
        {
            Console.WriteLine($"   said automatic, labelled another: {asked} => {listed}");
        }
    }

    private static string Best(IEnumerable<(bool AreSame, double Score)> said)
    {
        var all = said.ToList();
        var same = all.Count(one => one.AreSame);
        var best = all.Where(one => one.Score > 0).Select(one => one.Score).Distinct().Select(threshold =>
        {
            var shown = all.Where(one => one.Score >= threshold).ToList();
            var right = shown.Count(one => one.AreSame);
            return (F1: 2d * right / (shown.Count + same), Precision: (double)right / shown.Count, Recall: (double)right / same, Threshold: threshold);
        }).DefaultIfEmpty().MaxBy(one => one.F1);
        return $"best F1 {best.F1:0.000} (P {best.Precision:0.000}, R {best.Recall:0.000}, at {best.Threshold:0.00})";
    }

    private static string KeyOf(string name) => NameNormaliser.Normalise(name) is { IsGeneric: false } normal ? normal.Core : name;
}
