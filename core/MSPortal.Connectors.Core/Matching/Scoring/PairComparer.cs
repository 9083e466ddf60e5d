using MSPortal.Connectors.Core.Matching.Index;
using MSPortal.Connectors.Core.Matching.Names;

namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Compares a name with one name of a target and fills in the features.</summary>
internal sealed class PairComparer(Vocabulary vocabulary)
{
    public static readonly int FeatureCount = Enum.GetValues<Feature>().Length;

    private const float MostRarity = 15;
    private const float Dressing = 0.7f;

    public Pairing Pairing { get; } = new();

    public void Compare(AskedName query, IndexedName target, float trigramCosine, float[] features)
    {
        Pairing.Pair(query.Name, query.WordIds, target.Name, target.WordIds);
        Array.Clear(features);
        var ofQuery = SideTally.Of(query.Name.Words, query.Rarities, Pairing.OfQuery);
        var ofTarget = SideTally.Of(target.Name.Words, target.Rarities, Pairing.OfTarget);
        features[(int)Feature.QueryCovered] = ofQuery.Covered;
        features[(int)Feature.TargetCovered] = ofTarget.Covered;
        features[(int)Feature.BothCovered] = ofQuery.Covered * ofTarget.Covered;
        features[(int)Feature.TrigramCosine] = trigramCosine;
        features[(int)Feature.RarestShared] = Math.Min(ofQuery.RarestShared, ofTarget.RarestShared);
        features[(int)Feature.RarestExact] = Math.Min(ofQuery.RarestExact, ofTarget.RarestExact);
        features[(int)Feature.RarestOnlyInQuery] = ofQuery.RarestAlone;
        features[(int)Feature.RarestOnlyInTarget] = ofTarget.RarestAlone;
        features[(int)Feature.TargetHeadMissing] = ofTarget.HeadAlone;
        features[(int)Feature.WordsReplaced] = Math.Min(ofQuery.RarestAlone, ofTarget.RarestAlone);
        features[(int)Feature.Initials] = Pairing.ByInitials ? 1 : 0;
        features[(int)Feature.SharedRarity] = Math.Min(ofTarget.Shared, MostRarity);
        features[(int)Feature.OnlyInQuery] = Math.Min(ofQuery.Alone, MostRarity);
        features[(int)Feature.OnlyInTarget] = Math.Min(ofTarget.Alone, MostRarity);
        features[(int)Feature.QueryWithin] = ofQuery.RarestAlone < Dressing ? 1 : 0;
        features[(int)Feature.TargetWithin] = ofTarget.RarestAlone < Dressing ? 1 : 0;
        features[(int)Feature.SharedWithin] = ofQuery.RarestAlone < Dressing || ofTarget.RarestAlone < Dressing ? features[(int)Feature.SharedRarity] : 0;
        features[(int)Feature.LastPartCovered] = ofQuery.LastPartCovered;
        features[(int)Feature.TargetLastPartCovered] = ofTarget.LastPartCovered;
        features[(int)Feature.ExtraPart] = ofTarget.RarestAlone < Dressing ? Math.Min(ofQuery.InOwnPart, MostRarity) : 0;
        features[(int)Feature.Inexact] = ofTarget.Shared > 0 ? ofTarget.Inexact / (ofTarget.Shared + ofTarget.Inexact) : 0;
        features[(int)Feature.BranchOnlyInQuery] = ofQuery.BranchAlone;
        features[(int)Feature.BranchOnlyInTarget] = ofTarget.BranchAlone;
        features[(int)Feature.Namesakes] = ofTarget.RarestExact > 0 ? MathF.Log(vocabulary.SeenIn(target.WordIds[ofTarget.RarestExactAt])) : 0;
        AddWhole(query.Name, target.Name, features);
    }

    private static void AddWhole(NormalName query, NormalName target, float[] features)
    {
        var difference = Difference.Between(query, target);
        features[(int)Feature.SameWords] = query.Core == target.Core && query.Core.Length > 0 ? 1 : 0;
        features[(int)Feature.SameLetters] = query.HasSameLetters(target) ? 1 : 0;
        features[(int)Feature.NumbersDiffer] = difference.NumbersDiffer ? 1 : 0;
        features[(int)Feature.NumberMissing] = difference.NumberMissing ? 1 : 0;
        features[(int)Feature.QualifiersDiffer] = difference.QualifiersDiffer ? 1 : 0;
        features[(int)Feature.QualifierMissing] = difference.QualifierMissing ? 1 : 0;
        features[(int)Feature.LegalFormsDiffer] = difference.LegalFormsDiffer ? 1 : 0;
        features[(int)Feature.SameFirstWord] = query.FirstTelling is { } first && first == target.FirstTelling ? 1 : 0;
    }
}
