namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The fitted weights of the features; written by the benchmark's fit command.</summary>
internal static class Coefficients
{
    public const float Intercept = -2.7047f;

    /// <summary>The highest confidence: the same name is not always the same company.</summary>
    public const double Ceiling = 0.9900;

    /// <summary>One weight for each <see cref="Feature"/>, in its order.</summary>
    public static readonly float[] Weights =
    [
        1.0155f, // QueryCovered
        0.3431f, // TargetCovered
        1.7119f, // BothCovered
        0.5785f, // TrigramCosine
        0.3839f, // SameWords
        0.7851f, // SameLetters
        0.0000f, // RarestShared
        0.4471f, // RarestExact
        -0.0854f, // RarestOnlyInQuery
        -0.0005f, // RarestOnlyInTarget
        -0.0307f, // TargetHeadMissing
        -0.1755f, // WordsReplaced
        -0.6052f, // NumbersDiffer
        0.0000f, // NumberMissing
        -1.6738f, // QualifiersDiffer
        -0.5617f, // QualifierMissing
        -0.2266f, // Initials
        -0.7801f, // SameFirstWord
        0.0000f, // LegalFormsDiffer
        0.1508f, // SharedRarity
        -0.0955f, // OnlyInQuery
        -0.0310f, // OnlyInTarget
        0.3982f, // QueryWithin
        0.6313f, // TargetWithin
        0.0175f, // SharedWithin
        -0.0324f, // LastPartCovered
        -0.2161f, // TargetLastPartCovered
        0.0810f, // ExtraPart
        4.4456f, // Inexact
        0.0000f, // BranchOnlyInQuery
        -0.0425f, // BranchOnlyInTarget
        -0.7947f, // Namesakes
    ];

    /// <summary>One weight for each part of <see cref="ConfidenceModel.SurenessOf"/>, in its order.</summary>
    public static readonly double[] Sureness = [-2.2336, 1.7382, 0.0812, -0.0197, -0.1714, 0.1350, 0.3173, -0.1373, 0.4134, -0.0689, -0.0674, 0.0201, 0.0940, 0.2483, 0.1498, -0.0518, -0.1560, -0.8784, 0.5550, 0.3077, -1.2345, -0.6335, -0.0256, -0.0220, -0.0258, 0.6417, 0.3061, 0.1385, 1.6040, -0.4695, 0.5307, -0.0280, -2.0639, -1.9831, 0.0629, -0.6888, -0.6588, -0.5068, -0.6887, 0.6716, 0.0842, 0.4641, -0.0185, -0.2167, 0.5198, -0.4582];
}
