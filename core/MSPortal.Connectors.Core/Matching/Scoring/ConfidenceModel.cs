using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Turns features into log-odds, and the log-odds of all candidates into calibrated probabilities.</summary>
internal static class ConfidenceModel
{
    /// <summary>A lead in log-odds beyond which more makes no difference.</summary>
    public const double ClearLead = 6;

    // What a person must look at is not sure, whatever the words say.
    private const double MostWhenHeld = 0.9;
    private const double MostAmongUnrelated = 0.94;
    private const double MostLogOdds = 30;

    public static float LogOdds(ReadOnlySpan<float> features, MatchWeights weights)
    {
        var sum = weights.Intercept;
        // A feature just added has no weight until the next fit.
        for (var at = 0; at < Math.Min(features.Length, weights.Features.Length); at++)
        {
            sum += weights.Features[at] * features[at];
        }

        return sum;
    }

    /// <summary>Candidates compete with one another and with "none of them", which has log-odds 0.</summary>
    public static IReadOnlyList<Scored> Compete(NormalName query, List<Scored> candidates, ListKinship kinship, MatchWeights weights)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var ranked = Rank(candidates);
        var odds = OddsOf(ranked);
        var total = 1 + odds.Sum();
        var raw = odds[0] / total;
        ranked[0] = ranked[0] with { Hold = LookAlikeGuard.Against(query, ranked, kinship) };
        var first = Math.Min(Calibrate(Sureness.Of(query, ranked, kinship), weights), MostOf(ranked, kinship));
        // What calibration takes from the first or gives to it goes to the others in proportion.
        var rest = raw < 1 ? (1 - first) / (1 - raw) : 0;
        return [.. ranked.Select((candidate, rank) => candidate with { Confidence = rank == 0 ? first : Math.Min(first, odds[rank] / total * rest) })];
    }

    /// <summary>The candidates, best first.</summary>
    public static List<Scored> Rank(IEnumerable<Scored> candidates) =>
        [.. candidates.OrderByDescending(candidate => candidate.LogOdds).ThenBy(candidate => candidate.Name.Target)];

    /// <summary>How many other candidates begin with the same word as the best: sites of one agency, as it may be.</summary>
    public static int FamilyOf(IReadOnlyList<Scored> ranked) => ranked.Skip(1).Count(rival => rival.Name.Name.FirstTelling == ranked[0].Name.Name.FirstTelling);

    /// <summary>The odds of each against "none of them".</summary>
    public static List<double> OddsOf(List<Scored> ranked) => ranked.ConvertAll(candidate => Math.Exp(Math.Min(candidate.LogOdds, MostLogOdds)));

    /// <summary>The most that the first may be sure of: by what holds it, and by its lead, so that of two alike each has half.</summary>
    public static double MostOf(List<Scored> ranked, ListKinship kinship) => Math.Min(ranked[0].Hold?.Most ?? 1, MostOfKind(ranked, kinship));

    private static double MostOfKind(List<Scored> ranked, ListKinship kinship) => ranked[0].Hold?.Kind switch
    {
        null => 1,
        HoldKind.Letters or HoldKind.Numbers or HoldKind.Qualifiers => MostWhenHeld,
        HoldKind.Rival when ranked.Count > 1 => Math.Min(MostHeldAmong(kinship), 1 / (1 + Math.Exp(ranked[1].LogOdds - ranked[0].LogOdds))),
        _ => MostHeldAmong(kinship),
    };

    private static double MostHeldAmong(ListKinship kinship) => kinship.IsUnrelated ? MostAmongUnrelated : MostWhenHeld;

    private static double Calibrate(double[] sureness, MatchWeights weights)
    {
        var sum = 0d;
        for (var at = 0; at < Math.Min(sureness.Length, weights.Sureness.Length); at++)
        {
            sum += weights.Sureness[at] * sureness[at];
        }

        return weights.Ceiling / (1 + Math.Exp(-sum));
    }
}
