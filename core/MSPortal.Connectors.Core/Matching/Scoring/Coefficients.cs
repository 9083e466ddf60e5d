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
    public static readonly double[] Sureness = [-2.6180, 1.5345, 0.2961, 0.0000, 0.0000, 0.0000, 0.0000, -0.2040, 0.5843, 0.0000, 0.0000, 0.0000, 0.0000, -0.0427, 0.0000, 0.0000, 0.0000, -1.3611, 0.2993, 0.3497, 0.0000, 0.0000, -0.1107, -0.0416, -0.0363, 0.5935, 0.7921, 0.0000, 0.0000, 0.0129, 0.0000, 0.0000, -2.2427, -0.4321, 0.0991, -0.6850, -0.7680, -0.3418, -0.5818, -0.2362, 0.1812, 0.4682, -0.1520, -0.1474, 0.7887, -0.6180, 1.3706];
}
