using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>
/// "Contoso / Legacy" names two companies whole, and how common the words of one are decides nothing: they are as likely, the one
/// with words of its own first.
/// </summary>
internal static class PlainTies
{
    private const float Behind = 0.01f;

    /// <summary>The candidates, those made equally likely that the name says whole.</summary>
    public static List<Scored> Of(NormalName query, List<Scored> candidates)
    {
        if (query.Within.Count == 0 || candidates.Where(IsSaidWhole).MaxBy(candidate => candidate.LogOdds) is not { } best)
        {
            return candidates;
        }

        var beside = query.Within.Where(plain => plain.IsBeside(best.Name)).Select(plain => plain.Target).ToHashSet();
        var odds = candidates.Where(candidate => beside.Contains(candidate.Name.Target)).Select(candidate => candidate.LogOdds).Append(best.LogOdds).Max();
        return candidates.ConvertAll(candidate => candidate.Name.Target == best.Name.Target ? candidate with { LogOdds = odds }
            : beside.Contains(candidate.Name.Target) ? candidate with { LogOdds = odds - Behind }
            : candidate);
    }

    private static bool IsSaidWhole(Scored candidate) => !candidate.Name.Name.IsPlain && candidate.Features[(int)Feature.TargetWithin] > 0;
}
