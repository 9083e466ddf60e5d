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
    public static readonly double[] Sureness = [-1.9332, 1.3144, 0.2007, 0.0000, 0.0000, -0.8239, 0.0000, -0.2167, 0.8217, 0.0000, 0.0000, 0.0000, 0.0000, -0.0171, 0.0000, -0.1583, -0.1721, -0.4299, 0.4855, 0.2518, 0.0000, 0.0000, -0.0877, -0.0331, 0.0000, 0.2167, 0.4976, 0.0000, 0.0000, 0.0000, 0.0000, -0.0190, -1.2196, -0.1389, 0.1212, -0.2639, -0.5689, 0.1638, -0.9600, -0.7052, 0.2050, 0.3812, -0.0521, 0.2293, 1.0170, -0.2876, 0.9191, 2.5639];
}
