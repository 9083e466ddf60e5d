using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>Which way each feature may count: 1 only for a match, -1 only against it, 0 either way.</summary>
internal static class FeatureSigns
{
    public static int[] All => [.. Enum.GetValues<Feature>().Select(Of)];

    private static int Of(Feature feature) => feature switch
    {
        Feature.QueryCovered or Feature.TargetCovered or Feature.BothCovered or Feature.TrigramCosine or Feature.SameWords
            or Feature.SameLetters or Feature.RarestShared or Feature.RarestExact or Feature.SharedRarity => 1,
        Feature.RarestOnlyInQuery or Feature.RarestOnlyInTarget or Feature.WordsReplaced or Feature.TargetHeadMissing or Feature.NumbersDiffer or Feature.NumberMissing
            or Feature.QualifiersDiffer or Feature.QualifierMissing or Feature.LegalFormsDiffer or Feature.OnlyInQuery
            or Feature.OnlyInTarget or Feature.BranchOnlyInQuery or Feature.BranchOnlyInTarget or Feature.Namesakes => -1,
        _ => 0,
    };
}
