namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The fitted weights of the features; written by the benchmark's fit command.</summary>
internal static class Coefficients
{
    public const float Intercept = -2.7048f;

    /// <summary>The highest confidence: the same name is not always the same company.</summary>
    public const double Ceiling = 0.9900;

    /// <summary>One weight for each <see cref="Feature"/>, in its order.</summary>
    public static readonly float[] Weights =
    [
        1.0151f, // QueryCovered
        0.3418f, // TargetCovered
        1.7128f, // BothCovered
        0.5739f, // TrigramCosine
        0.3837f, // SameWords
        0.7852f, // SameLetters
        0.0000f, // RarestShared
        0.4470f, // RarestExact
        -0.0863f, // RarestOnlyInQuery
        -0.0020f, // RarestOnlyInTarget
        -0.0314f, // TargetHeadMissing
        -0.1757f, // WordsReplaced
        -0.6028f, // NumbersDiffer
        0.0000f, // NumberMissing
        -1.6691f, // QualifiersDiffer
        -0.5603f, // QualifierMissing
        -0.2247f, // Initials
        -0.7763f, // SameFirstWord
        0.0000f, // LegalFormsDiffer
        0.1502f, // SharedRarity
        -0.0948f, // OnlyInQuery
        -0.0305f, // OnlyInTarget
        0.3909f, // QueryWithin
        0.6277f, // TargetWithin
        0.0175f, // SharedWithin
        -0.0158f, // LastPartCovered
        -0.2171f, // TargetLastPartCovered
        0.0811f, // ExtraPart
        4.4482f, // Inexact
        0.0000f, // BranchOnlyInQuery
        -0.0425f, // BranchOnlyInTarget
        -0.7936f, // Namesakes
    ];

    /// <summary>One weight for each part of <see cref="ConfidenceModel.SurenessOf"/>, in its order.</summary>
    public static readonly double[] Sureness = [-2.0310, 1.5086, 0.1600, 0.0000, 0.0000, 0.0000, 0.0000, -0.2960, 0.8000, 0.0000, 0.0000, 0.0000, 0.0063, -0.1223, 0.0000, -0.0395, -0.0211, -1.2788, 0.3164, 0.3488, 0.0000, 0.0000, -0.1193, -0.0388, -0.0396, 0.6244, 0.6738, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, -2.2861, -0.5051, 0.0953, -0.7100, -0.7724, -0.3482, -0.5846, -0.2053, 0.2936, 0.4591, -0.1169, -0.1678, 0.7623, -0.6358, 1.4752];
}
