using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Says why a match must not be applied without a person, however high its confidence.</summary>
internal static class LookAlikeGuard
{
    private const float NearLead = 3.5f;
    private const float InSightLead = 4.5f;
    private const float ClearLead = 5f;
    private const float TellingRarity = 4.5f;
    // "Zwicky Family Center" is not "Zwicky Community Center".
    private const float MostReplacedBehind = 3.5f;
    private const float DistinctRarity = 3f;
    private const float BranchRarity = 3f;
    private const float RestRarity = 0.7f;
    private const float MostRest = 4f;
    private const int Family = 3;

    /// <summary>The first guard that holds it, or null when none does.</summary>
    public static Hold? Against(NormalName query, IReadOnlyList<Scored> candidates, ListKinship kinship)
    {
        var best = candidates[0].Name.Name;
        return OfLetters(query, best) ?? SaidGuard.Against(query, candidates) ?? OfWords(query, best) ?? OfBranches(query, candidates, kinship) ?? OfPairing(query, candidates, kinship) ?? OfRivals(query, candidates);
    }

    private static Hold? OfPairing(NormalName query, IReadOnlyList<Scored> candidates, ListKinship kinship)
    {
        var best = candidates[0];
        var target = best.Name.Name;
        if (best.Features[(int)Feature.Initials] > 0 && !KnownBy.MoreThanInitials(query, candidates))
        {
            return new Hold(HoldKind.Little, "Initials may stand for many names");
        }

        if (best.Features[(int)Feature.SameLetters] > 0)
        {
            return null;
        }

        if (best.Features[(int)Feature.RarestExact] < DistinctRarity)
        {
            return new Hold(HoldKind.Misspelt, "No telling word is the same letter by letter");
        }

        if (CommonGround.IsNameShortened(query, target))
        {
            return new Hold(HoldKind.Misspelt, "A word of one may be another's, cut short");
        }

        if (CommonGround.IsTradeOnly(query, target))
        {
            return new Hold(HoldKind.Little, "Only words of the trade are in both");
        }

        if (CommonGround.IsCommonOnly(query, target))
        {
            return new Hold(HoldKind.Little, "Only a common word is in both");
        }

        var isKnownByOne = kinship.IsUnrelated && KnownBy.OneWord(query, candidates);
        if (!isKnownByOne && (CommonGround.IsOneWordOfMore(query, target) || CommonGround.GoesOnAfterAll(query, target)))
        {
            return new Hold(HoldKind.Little, "One word of the name only");
        }

        if (!isKnownByOne && CommonGround.IsOneWord(query, target))
        {
            return new Hold(HoldKind.Little, "Only one word in common");
        }

        if (kinship.IsUnrelated && KnownBy.ButForATitle(query, candidates))
        {
            return null;
        }

        if (best.Features[(int)Feature.TargetHeadMissing] >= TellingRarity && !KnownBy.TheRest(query, candidates))
        {
            return new Hold(HoldKind.Head, "The name begins with a word that is missing here");
        }

        var mostReplaced = best.Features[(int)Feature.SameFirstWord] > 0 ? MostReplacedBehind : TellingRarity;
        return best.Features[(int)Feature.WordsReplaced] >= mostReplaced ? new Hold(HoldKind.Replaced, "Each name has a word that the other lacks") : null;
    }

    private static Hold? OfLetters(NormalName query, NormalName target)
    {
        if (query.HasForeignLetters || target.HasForeignLetters)
        {
            return new Hold(HoldKind.Letters, "Letters of another script look like Latin ones");
        }

        if (query.HasInvisible || target.HasInvisible)
        {
            return new Hold(HoldKind.Letters, "Invisible characters in the name");
        }

        return LooksAlike(query, target) ? new Hold(HoldKind.Letters, "Differs only in letters that look alike") : null;
    }

    // "Acrne" for "Acme", "At1as" for "Atlas": a word of one that only looks like a word of the other.
    private static bool LooksAlike(NormalName query, NormalName target)
    {
        if (query.Core == target.Core)
        {
            return false;
        }

        var seen = query.Words.Where(word => !Has(target, word)).Select(word => LookAlikeLetters.Skeleton(word.Text)).ToHashSet();
        return (query.Letters != target.Letters && LookAlikeLetters.Skeleton(query.Letters) == LookAlikeLetters.Skeleton(target.Letters))
            || Array.Exists(target.Words, word => !Has(query, word) && seen.Contains(LookAlikeLetters.Skeleton(word.Text)));
    }

    private static bool Has(NormalName name, Word word) => Array.Exists(name.Words, other => other.Text == word.Text);

    private static Hold? OfWords(NormalName query, NormalName target)
    {
        if (query.Numbers != target.Numbers)
        {
            return new Hold(HoldKind.Numbers, $"The numbers differ: {Or(query.Numbers)} and {Or(target.Numbers)}");
        }

        if (query.Qualifiers == target.Qualifiers)
        {
            return null;
        }

        return new Hold(HoldKind.Qualifiers, query.Qualifiers.Length == 0 || target.Qualifiers.Length == 0
            ? $"Only one of the names says \"{query.Qualifiers}{target.Qualifiers}\""
            : $"\"{query.Qualifiers}\" is not \"{target.Qualifiers}\"");
    }

    private static Hold? OfBranches(NormalName query, IReadOnlyList<Scored> candidates, ListKinship kinship)
    {
        var best = candidates[0];
        if (Addresses.Differ(query, best.Name.Name))
        {
            return new Hold(HoldKind.Branch, "The addresses differ");
        }

        if ((kinship.IsUnrelated && KnownBy.OnlyOneOfItsName(query, candidates)) || KnownBy.Site(query, candidates))
        {
            return null;
        }

        return best.Features[(int)Feature.BranchOnlyInQuery] >= BranchRarity || best.Features[(int)Feature.BranchOnlyInTarget] >= BranchRarity
            ? new Hold(HoldKind.Branch, "One of them may be a branch of the other")
            : null;
    }

    private static Hold? OfRivals(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var best = candidates[0];
        if (HasRestInFamily(query, candidates))
        {
            return new Hold(HoldKind.Family, "Others begin alike, and the name is not the same");
        }

        var isVeryName = best.Features[(int)Feature.SameLetters] > 0;
        foreach (var rival in candidates.Skip(1))
        {
            var lead = best.LogOdds - rival.LogOdds;
            if (lead < NearLead || (!isVeryName && lead < InSightLead && !Decides(query, best, rival)))
            {
                return new Hold(HoldKind.Rival, "Another one is nearly as likely");
            }

            if (!isVeryName && NearTwins.Are(best.Name.Name, rival.Name.Name)
                && !NearTwins.IsDecided(query, best.Name.Name, rival.Name.Name))
            {
                return new Hold(HoldKind.Twin, "Another one differs from it by one word");
            }

            if (!isVeryName && NearTwins.HasAllOf(query, best.Name.Name, rival.Name.Name))
            {
                return new Hold(HoldKind.Twin, "Another one has the same words in common");
            }

            if (NearTwins.AreSameWords(query, rival.Name.Name))
            {
                return new Hold(HoldKind.Twin, "Another one has the same name");
            }
        }

        return null;
    }

    // "Bluebird Nursery" for "Vandermeer House - Bluebird Nursery": a rare word that it has in common with the best only puts a rival
    // out of sight, when the best has all its words and others before them. With others behind them it may be a branch.
    private static bool Decides(NormalName query, Scored best, Scored rival) =>
        best.Features[(int)Feature.QueryWithin] > 0 && best.Features[(int)Feature.TargetWithin] == 0 && best.Features[(int)Feature.SameFirstWord] == 0
        && RarestOwn(query, best, rival) - RarestOwn(query, rival, best) >= DistinctRarity;

    // The rarity of the rarest word that the name has in common with one and not with the other.
    private static float RarestOwn(NormalName query, Scored one, Scored other)
    {
        var rarest = 0f;
        for (var at = 0; at < one.Name.Name.Words.Length; at++)
        {
            var word = one.Name.Name.Words[at];
            rarest = word.Tells && Has(query, word) && !Has(other.Name.Name, word) ? Math.Max(rarest, one.Name.Rarities[at]) : rarest;
        }

        return rarest;
    }

    // Of an agency with several sites only the very name will do, or one that is within the site's and near no other.
    private static bool HasRestInFamily(NormalName query, IReadOnlyList<Scored> candidates)
    {
        var features = candidates[0].Features;
        var rest = Math.Max(features[(int)Feature.RarestOnlyInQuery], features[(int)Feature.RarestOnlyInTarget]);
        return (rest is >= RestRarity and < MostRest || features[(int)Feature.WordsReplaced] >= RestRarity)
            && query.FirstTelling == candidates[0].Name.Name.FirstTelling
            && ConfidenceModel.FamilyOf(candidates) >= Family
            && !(features[(int)Feature.QueryWithin] > 0 && KnownBy.LeadOf(candidates) >= ClearLead);
    }

    private static string Or(string words) => words.Length > 0 ? $"\"{words}\"" : "none";
}
