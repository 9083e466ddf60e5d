using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>The best candidate of a name, by weights that its entity had no part in.</summary>
/// <param name="Sureness">What decides how far it is to be trusted.</param>
/// <param name="IsRight">It is the right one.</param>
/// <param name="Most">The most a guard lets it be sure; 1 when none holds it.</param>
/// <param name="Fold">The fold of its entity.</param>
/// <param name="Source">Where the name comes from.</param>
/// <param name="Weight">How much it counts beside the others of its source.</param>
internal sealed record FirstCandidate(double[] Sureness, bool IsRight, double Most, int Fold, string Source, double Weight)
{
    /// <summary>The candidates as the product ranks and holds them with these weights.</summary>
    public static FirstCandidate Of(FitExample example, double[] weights)
    {
        var ranked = ConfidenceModel.Rank(example.Candidates.Select(candidate =>
            candidate with { LogOdds = (float)ChoiceFit.LogOdds(weights, candidate.Features) }));
        ranked[0] = ranked[0] with { Hold = LookAlikeGuard.Against(example.Name, ranked, example.Kinship) };
        var isRight = example.Right >= 0 && ranked[0].Name == example.Candidates[example.Right].Name;
        return new FirstCandidate(Core.Matching.Scoring.Sureness.Of(example.Name, ranked, example.Kinship), isRight, ConfidenceModel.MostOf(ranked, example.Kinship), example.Fold, example.Source, example.Weight);
    }
}
