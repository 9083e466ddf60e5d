namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The fitted weights of the features; written by the benchmark's fit command.</summary>
internal static class Coefficients
{
    public const float Intercept = -2.7047f;

    /// <summary>The highest confidence: the same name is not always the same company.</summary>
    public const double Ceiling = 0.9830;

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
    public static readonly double[] Sureness = [-1.4454, 0.1835, 0.5321, -0.5135, -0.1602, -0.1314, -0.0301, -0.0031, 0.3920, 1.5913, 0.1680, 3.4060, 0.2586, -2.0798, -0.0275, -0.2341];
}
