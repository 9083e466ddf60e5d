using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>Fits the coefficients on generated names and the tuning half of the real ones, and writes them into the product.</summary>
internal static class FitMatcher
{
    private const double Ridge = 1e-4;

    // The same name is not always the same company.
    private const double Ceiling = 0.99;

    // Lists with companies nobody asks for are the usual ones, and the harder.
    private const double WeightWithSingles = 2;

    private static readonly (int Seed, int Targets, int Cases)[] Generated = [(777, 5000, 2000), (778, 1000, 1500), (779, 250, 1500)];
    private const int FirstRealSeed = 101;
    private const int RealDraws = 4;

    public static void Run(IReadOnlyList<LabelledEntities> real, bool dry)
    {
        var examples = Collect(real);
        var fit = new ChoiceFit(examples, Ridge, FeatureSigns.All);
        var weights = fit.Fit();
        Console.WriteLine($"{examples.Count} names, loss {fit.Loss(weights):0.0000}");
        foreach (var feature in Enum.GetValues<Feature>())
        {
            Console.WriteLine($"   {feature,-20} {weights[(int)feature],8:0.000}");
        }

        Console.WriteLine($"   {"Intercept",-20} {weights[^1],8:0.000}");
        var firsts = OutOfFold(examples);
        HeldOutReport.Print(firsts, Ceiling);
        var sureness = new SurenessFit(firsts, Ceiling).Fit();
        if (!dry)
        {
            CoefficientsFile.Write(weights, sureness, Ceiling);
        }
    }

    private static List<FitExample> Collect(IReadOnlyList<LabelledEntities> real)
    {
        var examples = new List<FitExample>();
        foreach (var (seed, targets, cases) in Generated)
        {
            examples.AddRange(ExampleCollector.Collect(new CorpusGenerator(seed).Generate(targets, cases), "generated"));
        }

        foreach (var entities in real)
        {
            foreach (var draw in EntityDraw.Series(FirstRealSeed, RealDraws))
            {
                examples.AddRange(ExampleCollector.Collect(entities.ToCorpus(draw, CorpusHalf.Tuning), entities.Title, draw.WithSingles ? WeightWithSingles : 1));
            }
        }

        return examples;
    }

    // How sure to be is learnt from entities that the weights were not fitted on, or it would be too sure of others.
    private static List<FirstCandidate> OutOfFold(List<FitExample> examples)
    {
        var firsts = new List<FirstCandidate>();
        for (var fold = 0; fold < FitExample.Folds; fold++)
        {
            var weights = new ChoiceFit(examples.FindAll(example => example.Fold != fold), Ridge, FeatureSigns.All).Fit();
            firsts.AddRange(examples.FindAll(example => example.Fold == fold).Select(example => FirstOf(example, weights)));
        }

        return firsts;
    }

    // The candidates again as the product ranks and holds them.
    private static FirstCandidate FirstOf(FitExample example, double[] weights)
    {
        var ranked = ConfidenceModel.Rank(example.Candidates.Select(candidate =>
            candidate with { LogOdds = (float)ChoiceFit.LogOdds(weights, candidate.Features) }));
        ranked[0] = ranked[0] with { Hold = LookAlikeGuard.Against(example.Name, ranked) };
        var isRight = example.Right >= 0 && ranked[0].Name == example.Candidates[example.Right].Name;
        return new FirstCandidate(Sureness.Of(example.Name, ranked, example.Kinship), isRight, ConfidenceModel.MostOf(ranked, example.Kinship), example.Fold, example.Source, example.Weight);
    }
}
