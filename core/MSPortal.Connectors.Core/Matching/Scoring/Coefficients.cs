namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The fitted weights of the features; written by the benchmark's fit command.</summary>
internal static class Coefficients
{
    public const float Intercept = -2.4895f;

    /// <summary>The highest confidence: the same name is not always the same company.</summary>
    public const double Ceiling = 0.9900;

    /// <summary>One weight for each <see cref="Feature"/>, in its order.</summary>
    public static readonly float[] Weights =
    [
        0.9126f, // QueryCovered
        0.3489f, // TargetCovered
        1.0337f, // BothCovered
        0.7967f, // TrigramCosine
        0.3898f, // SameWords
        0.6576f, // SameLetters
        0.0932f, // RarestShared
        0.3501f, // RarestExact
        -0.1153f, // RarestOnlyInQuery
        0.0000f, // RarestOnlyInTarget
        -0.1255f, // TargetHeadMissing
        -0.1729f, // WordsReplaced
        -1.6701f, // NumbersDiffer
        0.0000f, // NumberMissing
        -2.0982f, // QualifiersDiffer
        -0.6965f, // QualifierMissing
        -0.0576f, // Initials
        -0.8275f, // SameFirstWord
        0.0000f, // LegalFormsDiffer
        0.1626f, // SharedRarity
        -0.0855f, // OnlyInQuery
        -0.0131f, // OnlyInTarget
        0.2487f, // QueryWithin
        0.6616f, // TargetWithin
        -0.0317f, // SharedWithin
        0.1191f, // LastPartCovered
        -0.0456f, // TargetLastPartCovered
        0.0789f, // ExtraPart
        1.7010f, // Inexact
        0.0000f, // BranchOnlyInQuery
        -0.0873f, // BranchOnlyInTarget
        -0.6980f, // Namesakes
    ];

    /// <summary>One weight for each part of <see cref="Scoring.Sureness.Of"/>, in its order.</summary>
    public static readonly double[] Sureness = [-1.7299, 1.2615, 0.1920, 0.0000, 0.0000, -0.8974, 0.0000, -0.2159, 0.8789, 0.0000, 0.0000, 0.0000, 0.0000, -0.0796, 0.0000, -0.2258, -0.2245, -0.6302, 0.5006, 0.2501, 0.0000, 0.0000, -0.0804, -0.0269, 0.0000, 0.2729, 0.5755, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, -1.3437, -0.2196, 0.1197, -0.3526, -0.6403, 0.0272, -0.6955, -0.5624, 0.0928, 0.3100, -0.1129, 0.1677, 1.0079, -0.3284, 0.8850, 3.6924];
}
