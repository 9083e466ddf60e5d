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
    public static readonly double[] Sureness = [-0.4184, 1.2540, 0.0942, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.8363, 0.0000, 0.0000, 0.0000, 0.0000, -0.1572, 0.0000, -0.0820, 0.0000, -0.6756, 0.4700, 0.2521, 0.0000, 0.0000, -0.0940, -0.0317, 0.0000, 0.2816, 0.4582, 0.1186, 0.0000, 0.0000, 0.0000, 0.0000, -1.3493, -0.1148, 0.2581, -0.3633, -0.5282, 0.0646, -0.7863, -0.5289, 0.1385, 0.1699, -0.0932, 0.0732, 0.9132, -0.3250, 0.8589, 3.7030];
}
