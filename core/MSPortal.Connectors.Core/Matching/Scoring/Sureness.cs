using FuzzySharp;
using FuzzySharp.PreProcess;
using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>
/// What decides how far the first candidate's probability is to be trusted. Matches that a guard holds and those that none
/// does have weights of their own: one half of the values is always 0.
/// </summary>
internal static class Sureness
{
    /// <summary>Where in each half the log-odds of the first candidate stand.</summary>
    public const int LogOddsAt = 1;

    private const double Edge = 1e-6;

    // Of single kinds: kinship, letters in common, a list without relatives.
    private const int Own = 3;

    // In the order of the common values.
    private static readonly int[] Signs = [0, 1, 1, 1, 1, -1, -1, -1, 1, 1, 1, -1, 1, -1, -1, -1, -1];
    private static readonly int Kinds = Enum.GetValues<HoldKind>().Length;

    public static double[] Of(NormalName query, List<Scored> ranked, ListKinship kinship)
    {
        var common = CommonOf(query, ranked, kinship);
        var values = new double[(2 * common.Length) + Kinds + Own];
        var hold = ranked[0].Hold;
        common.CopyTo(values, hold is null ? 0 : common.Length);
        if (hold is not null)
        {
            values[(2 * common.Length) + (int)hold.Kind] = 1;
            var mayBeRelative = hold.Kind is HoldKind.Branch or HoldKind.Head or HoldKind.Little;
            values[(2 * common.Length) + Kinds] = mayBeRelative ? kinship.Share : 0;
            values[(2 * common.Length) + Kinds + 1] = hold.Kind is HoldKind.Misspelt ? LetterRatio(query, ranked[0].Name.Name) : 0;
            values[(2 * common.Length) + Kinds + 2] = hold.Kind is HoldKind.Branch or HoldKind.Head && kinship.IsUnrelated ? 1 : 0;
        }

        return values;
    }

    /// <summary>The places of the values that a candidate's log-odds take, one in each half.</summary>
    public static bool IsLogOdds(int at, int width) => at == LogOddsAt || at == LogOddsAt + (CommonOf(width));

    /// <summary>Which way a value may count: 1 only for a match, -1 only against it, 0 either way.</summary>
    public static int SignOf(int at, int width)
    {
        var common = CommonOf(width);
        return at >= 2 * common ? (at == width - Own ? -1 : at > width - Own ? 1 : 0) : Signs[at % common];
    }

    private static int CommonOf(int width) => (width - Kinds - Own) / 2;

    private static double[] CommonOf(NormalName query, List<Scored> ranked, ListKinship kinship)
    {
        var features = ranked[0].Features;
        var odds = ConfidenceModel.OddsOf(ranked);
        var raw = Math.Clamp(odds[0] / (1 + odds.Sum()), Edge, 1 - Edge);
        var gap = ranked.Count > 1 ? Math.Min(ranked[0].LogOdds - ranked[1].LogOdds, ConfidenceModel.ClearLead) : ConfidenceModel.ClearLead;
        var isSame = features[(int)Feature.SameWords] > 0;
        return
        [
            1,
            Math.Log(raw / (1 - raw)),
            gap,
            isSame ? 1 : 0,
            features[(int)Feature.SameLetters],
            features[(int)Feature.WordsReplaced],
            features[(int)Feature.OnlyInQuery],
            features[(int)Feature.OnlyInTarget],
            features[(int)Feature.RarestShared],
            features[(int)Feature.BothCovered],
            features[(int)Feature.QueryWithin] * features[(int)Feature.TargetWithin],
            features[(int)Feature.Inexact],
            LetterRatio(query, ranked[0].Name.Name),
            features[(int)Feature.Namesakes],
            isSame ? 0 : Math.Log(1 + ConfidenceModel.FamilyOf(ranked)),
            kinship.Share,
            isSame ? 0 : kinship.Share,
        ];
    }

    // FuzzySharp's ratio of the sorted telling words, 0 to 1.
    private static double LetterRatio(NormalName query, NormalName target) =>
        Fuzz.TokenSortRatio(query.Core, target.Core, PreprocessMode.None) / 100d;
}
