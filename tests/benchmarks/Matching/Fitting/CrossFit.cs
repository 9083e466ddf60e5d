using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Benchmarks.Matching.Measuring;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>
/// Weights and calibration fitted on generated names and a folder of real ones: on all of them, and for each fold on all
/// entities but its own.
/// </summary>
internal sealed class CrossFit
{
    private const double Ridge = 1e-4;

    // The same name is not always the same company.
    private const double Ceiling = 0.99;

    private readonly IReadOnlyList<FitExample> examples;
    private readonly double[][] ofFolds;

    public CrossFit(IReadOnlyList<LabelledEntities> real)
    {
        examples = FitExamples.Collect(real);
        ofFolds = [.. Enumerable.Range(0, Folds.Count).Select(fold => Fit(example => example.Fold != fold))];
        // How sure to be is learnt from entities that the weights were not fitted on, or it would be too sure of others.
        Firsts = [.. examples.Select(example => FirstCandidate.Of(example, ofFolds[example.Fold]))];
    }

    /// <summary>The best candidate of each name, by weights that its entity had no part in.</summary>
    public IReadOnlyList<FirstCandidate> Firsts { get; }

    /// <summary>Fitted on all names.</summary>
    public MatchWeights OfAll() => Join(Fit(_ => true), Calibration(_ => true));

    /// <summary>For each fold, fitted on the entities of all others.</summary>
    public IReadOnlyList<MatchWeights> OfFolds() => [.. Enumerable.Range(0, Folds.Count).Select(fold => Join(ofFolds[fold], Calibration(first => first.Fold != fold)))];

    /// <summary>What a matcher says to the names of each fold that was fitted on the others' entities; the list is the whole.</summary>
    public Func<LabelledCorpus, IReadOnlyList<Outcome>> Judge()
    {
        var weights = OfFolds();
        return corpus => [.. weights.SelectMany((one, fold) => Outcome.Of(corpus, one).Where(outcome => Folds.Of(outcome.Case) == fold))];
    }

    /// <summary>The first candidates of a source with the confidence that weights and calibration without it give.</summary>
    public IReadOnlyList<(FirstCandidate First, double Said)> WithoutSource(string source)
    {
        var weights = Fit(example => example.Source != source);
        var calibration = Calibration(first => first.Source != source);
        return [.. examples.Where(example => example.Source == source).Select(example => FirstCandidate.Of(example, weights))
            .Select(first => (first, SurenessFit.Confidence(calibration, Ceiling, first)))];
    }

    private double[] Fit(Func<FitExample, bool> isSeen) => new ChoiceFit([.. examples.Where(isSeen)], Ridge, FeatureSigns.All).Fit();

    private double[] Calibration(Func<FirstCandidate, bool> isSeen) => new SurenessFit([.. Firsts.Where(isSeen)], Ceiling).Fit();

    private static MatchWeights Join(double[] weights, double[] sureness) =>
        new([.. weights.Take(weights.Length - 1).Select(weight => (float)weight)], (float)weights[^1], sureness, Ceiling);
}
