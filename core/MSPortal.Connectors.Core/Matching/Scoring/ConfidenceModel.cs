using FuzzySharp;
using FuzzySharp.PreProcess;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Turns features into log-odds, and the log-odds of all candidates into calibrated probabilities.</summary>
internal static class ConfidenceModel
{
    /// <summary>A lead in log-odds beyond which more makes no difference.</summary>
    public const double ClearLead = 6;

    // What a person must look at is not sure, whatever the words say.
    private const double MostWhenHeld = 0.9;
    private const double MostLogOdds = 30;
    private const double Edge = 1e-6;

    public static float LogOdds(ReadOnlySpan<float> features)
    {
        var sum = Coefficients.Intercept;
        // A feature just added has no weight until the next fit.
        for (var at = 0; at < Math.Min(features.Length, Coefficients.Weights.Length); at++)
        {
            sum += Coefficients.Weights[at] * features[at];
        }

        return sum;
    }

    /// <summary>Candidates compete with one another and with "none of them", which has log-odds 0.</summary>
    public static IReadOnlyList<Scored> Compete(NormalName query, List<Scored> candidates)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var ranked = Rank(candidates);
        var odds = OddsOf(ranked);
        var total = 1 + odds.Sum();
        var raw = odds[0] / total;
        ranked[0] = ranked[0] with { HeldBecause = LookAlikeGuard.ReasonAgainst(query, ranked) };
        var first = Math.Min(Calibrate(SurenessOf(query, ranked)), ranked[0].HeldBecause is null ? 1 : MostWhenHeld);
        // What calibration takes from the first or gives to it goes to the others in proportion.
        var rest = raw < 1 ? (1 - first) / (1 - raw) : 0;
        return [.. ranked.Select((candidate, rank) => candidate with { Confidence = rank == 0 ? first : Math.Min(first, odds[rank] / total * rest) })];
    }

    /// <summary>The candidates, best first.</summary>
    public static List<Scored> Rank(IEnumerable<Scored> candidates) =>
        [.. candidates.OrderByDescending(candidate => candidate.LogOdds).ThenBy(candidate => candidate.Name.Target)];

    /// <summary>What decides how far the first candidate's probability is to be trusted.</summary>
    public static double[] SurenessOf(NormalName query, List<Scored> ranked)
    {
        var features = ranked[0].Features;
        var odds = OddsOf(ranked);
        var raw = odds[0] / (1 + odds.Sum());
        var gap = ranked.Count > 1 ? Math.Min(ranked[0].LogOdds - ranked[1].LogOdds, ClearLead) : ClearLead;
        var clipped = Math.Clamp(raw, Edge, 1 - Edge);
        var logit = Math.Log(clipped / (1 - clipped));
        return
        [
            1,
            logit,
            gap,
            features[(int)Feature.SameWords],
            features[(int)Feature.SameLetters],
            features[(int)Feature.WordsReplaced],
            features[(int)Feature.OnlyInQuery],
            features[(int)Feature.OnlyInTarget],
            features[(int)Feature.RarestShared],
            features[(int)Feature.BothCovered],
            features[(int)Feature.QueryWithin] * features[(int)Feature.TargetWithin],
            features[(int)Feature.Inexact],
            LetterRatio(query, ranked[0].Name.Name),
            ranked[0].HeldBecause is null ? 0 : 1,
            features[(int)Feature.Namesakes],
            features[(int)Feature.SameWords] > 0 ? 0 : Math.Log(1 + FamilyOf(ranked)),
        ];
    }

    /// <summary>FuzzySharp's ratio of the sorted telling words, 0 to 1.</summary>
    /// <summary>How many other candidates begin with the same word as the best: sites of one agency, as it may be.</summary>
    public static int FamilyOf(IReadOnlyList<Scored> ranked) => ranked.Skip(1).Count(rival => rival.Name.Name.FirstTelling == ranked[0].Name.Name.FirstTelling);

    private static double LetterRatio(NormalName query, NormalName target) =>
        Fuzz.TokenSortRatio(query.Core, target.Core, PreprocessMode.None) / 100d;

    private static List<double> OddsOf(List<Scored> ranked) => ranked.ConvertAll(candidate => Math.Exp(Math.Min(candidate.LogOdds, MostLogOdds)));

    private static double Calibrate(double[] sureness)
    {
        var sum = 0d;
        for (var at = 0; at < Math.Min(sureness.Length, Coefficients.Sureness.Length); at++)
        {
            sum += Coefficients.Sureness[at] * sureness[at];
        }

        return Coefficients.Ceiling / (1 + Math.Exp(-sum));
    }
}
