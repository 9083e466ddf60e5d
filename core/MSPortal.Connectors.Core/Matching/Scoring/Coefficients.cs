namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The fitted weights of the features; written by the benchmark's fit command.</summary>
internal static class Coefficients
{
    public const float Intercept = -2.5291f;

    /// <summary>The highest confidence: the same name is not always the same company.</summary>
    public const double Ceiling = 0.9900;

    /// <summary>One weight for each <see cref="Feature"/>, in its order.</summary>
    public static readonly float[] Weights =
    [
        0.9246f, // QueryCovered
        0.3538f, // TargetCovered
        1.0337f, // BothCovered
        0.8535f, // TrigramCosine
        0.3473f, // SameWords
        0.6471f, // SameLetters
        0.0971f, // RarestShared
        0.3346f, // RarestExact
        -0.1018f, // RarestOnlyInQuery
        0.0000f, // RarestOnlyInTarget
        -0.1285f, // TargetHeadMissing
        -0.1790f, // WordsReplaced
        -1.6767f, // NumbersDiffer
        0.0000f, // NumberMissing
        -1.8711f, // QualifiersDiffer
        -0.5547f, // QualifierMissing
        -0.1052f, // Initials
        -0.8629f, // SameFirstWord
        0.0000f, // LegalFormsDiffer
        0.1634f, // SharedRarity
        -0.0873f, // OnlyInQuery
        -0.0071f, // OnlyInTarget
        0.2892f, // QueryWithin
        0.6737f, // TargetWithin
        -0.0279f, // SharedWithin
        0.0554f, // LastPartCovered
        -0.0350f, // TargetLastPartCovered
        0.0769f, // ExtraPart
        1.6603f, // Inexact
        0.0000f, // BranchOnlyInQuery
        -0.0879f, // BranchOnlyInTarget
        -0.6990f, // Namesakes
    ];

    /// <summary>One weight for each part of <see cref="Scoring.Sureness.Of"/>, in its order.</summary>
    public static readonly double[] Sureness = [-0.4196, 1.2535, 0.0945, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.8359, 0.0000, 0.0000, 0.0000, 0.0000, -0.1572, 0.0000, -0.0822, 0.0000, -0.6783, 0.4702, 0.2525, 0.0000, 0.0000, -0.0948, -0.0313, 0.0000, 0.2823, 0.4537, 0.1091, 0.0000, 0.0000, 0.0000, 0.0000, -1.3339, -0.1382, 0.2601, -0.3592, -0.5236, 0.0725, -0.7879, -0.5555, 0.1625, 0.1730, -0.0708, 0.0649, 0.8798, -0.3298, 0.9437, 3.6999];
}
