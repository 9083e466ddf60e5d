using MSPortal.Connectors.Benchmarks.Matching.Corpus;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>The names that are fitted on: generated ones, and several draws of a folder of real ones.</summary>
internal static class FitExamples
{
    // Lists with companies nobody asks for are the usual ones, and the harder.
    private const double WeightWithSingles = 3;

    private static readonly (int Seed, int Targets, int Cases)[] Generated = [(777, 5000, 2000), (778, 1000, 1500), (779, 250, 1500)];
    private const int FirstRealSeed = 101;
    private const int RealDraws = 4;

    public static IReadOnlyList<FitExample> Collect(IReadOnlyList<LabelledEntities> real) =>
    [
        .. Generated.SelectMany(one => ExampleCollector.Collect(new CorpusGenerator(one.Seed).Generate(one.Targets, one.Cases), "generated")),
        .. real.SelectMany(entities => EntityDraw.Series(FirstRealSeed, RealDraws).SelectMany(draw =>
            ExampleCollector.Collect(entities.ToCorpus(draw), entities.Title, draw.WithSingles ? WeightWithSingles : 1))),
    ];
}
