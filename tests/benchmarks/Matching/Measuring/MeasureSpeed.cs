using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>Times the matcher, index included, beside FuzzySharp's ExtractOne in the same run.</summary>
internal static class MeasureSpeed
{
    private const int Slice = 20;
    private const int Rounds = 3;
    private const int Seed = 42;

    public static void Run()
    {
        Console.WriteLine("== speed: processor seconds of one thread, index included (wall-clock depends on what else runs here)");
        var small = new CorpusGenerator(Seed).Generate(5000, 2000);
        Console.WriteLine($"   first run, JIT included: {Time(small):0.00} s");
        var ours = Median(small);
        Console.WriteLine($"   2,000 x 5,000: {ours:0.000} s (median of {Rounds})");
        var large = Median(new CorpusGenerator(Seed).Generate(20_000, 5000));
        Console.WriteLine($"   5,000 x 20,000: {large:0.000} s, {large / ours:0.0} times as long for 10 times the pairs");
        var theirs = TimeExtractOne(small) * small.Cases.Count / Slice;
        Console.WriteLine($"   FuzzySharp ExtractOne, {Slice} names timed and extrapolated to 2,000: {theirs:0} s, {theirs / ours:0} times ours");
    }

    private static double Median(LabelledCorpus corpus) =>
        Enumerable.Range(0, Rounds).Select(_ => Time(corpus)).Order().ElementAt(Rounds / 2);

    private static double Time(LabelledCorpus corpus)
    {
        var queries = corpus.Cases.Select(one => one.Query).ToList();
        var watch = Clock.Start();
        new NameMatcher(corpus.Targets).MatchAll(queries);
        return watch.Seconds;
    }

    private static double TimeExtractOne(LabelledCorpus corpus)
    {
        var names = corpus.Targets.Select(target => target.Name).ToList();
        var watch = Clock.Start();
        foreach (var one in corpus.Cases.Take(Slice))
        {
            FuzzySharp.Process.ExtractOne(one.Query.Name, names);
        }

        return watch.Seconds;
    }
}
