using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>
/// Tells when a part of a name is enough to know the best candidate by, though one of the two has words more: nobody else on the
/// list may be called so.
/// </summary>
internal static class KnownBy
{
    private const float NearLead = 3.5f;
    private const float InSightLead = 4.5f;
    private const float ClearLead = 5f;
    private const float TellingRarity = 4.5f;
    private const float MuchShared = 9f;
    private const int FewestSpelt = 3;

    /// <summary>How far the best is ahead of the next.</summary>
    public static float LeadOf(IReadOnlyList<Scored> candidates) =>
        candidates.Count > 1 ? candidates[0].LogOdds - candidates[1].LogOdds : float.PositiveInfinity;

    /// <summary>
    /// Where nobody else is called that, a place more or less says nothing, nor does a title: "Acme Tools Antwerp" is "Acme Tools", and
    /// "Royal Acme Tools".
    /// </summary>
    public static bool OnlyOneOfItsName(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var features = candidates[0].Features;
        return features[(int)Feature.Namesakes] == 0 && LeadOf(candidates) >= NearLead
            && (features[(int)Feature.QueryWithin] > 0 || features[(int)Feature.TargetWithin] > 0 || IsWithinButForATitle(query, candidates[0].Name.Name));
    }

    /// <summary>"Zwicky" for "Zwicky Dental", when that is no common word and no other name begins alike.</summary>
    public static bool OneWord(NormalName query, IReadOnlyList<Scored> candidates) =>
        OnlyOneOfItsName(query, candidates)
        && (candidates[0].Features[(int)Feature.SameFirstWord] > 0 || IsWithinButForATitle(query, candidates[0].Name.Name))
        && Titles.Without(query) is [var first, ..] && CommonWords.ShareOf(first.Text) == 0;

    /// <summary>"Zwicky" for "Royal Zwicky" or "J. Zwicky": that the one has a title says nothing where nobody else is called so.</summary>
    public static bool ButForATitle(NormalName query, IReadOnlyList<Scored> candidates) =>
        OnlyOneOfItsName(query, candidates) && IsWithinButForATitle(query, candidates[0].Name.Name);

    /// <summary>
    /// "Saint Kowalczyk Hall School" for "Vandermeer Charities - Saint Kowalczyk Hall", when no other name has "Kowalczyk", or much is
    /// shared and no rival in sight: all the name's words but those of the trade are there.
    /// </summary>
    public static bool TheRest(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var features = candidates[0].Features;
        var target = candidates[0].Name.Name;
        var isClear = LeadOf(candidates) >= ClearLead;
        return CommonGround.IsSeveral(query, target)
            && (features[(int)Feature.QueryWithin] > 0
                ? features[(int)Feature.Namesakes] == 0 || (features[(int)Feature.SharedRarity] >= MuchShared && isClear)
                : features[(int)Feature.Namesakes] == 0 && features[(int)Feature.SharedRarity] >= MuchShared && isClear
                    && CommonGround.HasOnlyTradeMore(query, target));
    }

    /// <summary>
    /// "Vandermeer House - Kowalczyk" for "Vandermeer House of Boston - Kowalczyk": of all that begin alike only one has the word, and it
    /// has nothing that the name lacks. What stands apart behind it all may say which of its sites.
    /// </summary>
    public static bool Site(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var features = candidates[0].Features;
        return features[(int)Feature.Namesakes] == 0 && features[(int)Feature.RarestExact] >= TellingRarity
            && features[(int)Feature.TargetWithin] > 0 && features[(int)Feature.SameFirstWord] > 0
            && LeadOf(candidates) >= InSightLead && ConfidenceModel.FamilyOf(candidates) > 0
            && !CommonGround.HasPartBehind(query, candidates[0].Name.Name);
    }

    /// <summary>
    /// "Zwicky Kowalczyk LAW" for "Zwicky Kowalczyk Life And Work": a rare word of it is on no other name, nothing is missing, and what the
    /// letters stand for is of the trade or told by three letters and more.
    /// </summary>
    public static bool MoreThanInitials(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var features = candidates[0].Features;
        var target = candidates[0].Name.Name;
        return features[(int)Feature.Namesakes] == 0 && features[(int)Feature.RarestExact] >= TellingRarity
            && features[(int)Feature.QueryWithin] > 0 && features[(int)Feature.TargetWithin] > 0
            && LeadOf(candidates) >= ClearLead && CommonGround.IsSeveral(query, target)
            && (CommonGround.IsShortened(query, target, FewestSpelt) || CommonGround.IsShortened(target, query, FewestSpelt));
    }

    // Behind the title of one both begin with the same word, and one has no other than the other's. "C. Zwicky" is not "J. Zwicky".
    private static bool IsWithinButForATitle(NormalName query, NormalName target)
    {
        var (asked, known) = (Titles.Without(query), Titles.Without(target));
        return asked.Count > 0 && known.Count > 0 && asked[0].Text == known[0].Text && (query.FirstTelling == asked[0].Text) != (target.FirstTelling == known[0].Text)
            && (asked.All(word => CommonGround.IsAWordOf(target, word)) || known.All(word => CommonGround.IsAWordOf(query, word)));
    }
}
