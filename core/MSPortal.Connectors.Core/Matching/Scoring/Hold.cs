namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>Why a person must look at a match first.</summary>
/// <param name="Kind">Which guard holds it.</param>
/// <param name="Reason">The reason as a sentence.</param>
internal sealed record Hold(HoldKind Kind, string Reason)
{
    /// <summary>The most that a match so held may be sure of, 0 to 1.</summary>
    public double Most { get; init; } = 1;
}

/// <summary>The guards, by how often what they hold is right all the same; calibration has a weight for each.</summary>
internal enum HoldKind
{
    /// <summary>Foreign, invisible or look-alike letters.</summary>
    Letters,

    /// <summary>Numbers differ, or only one has them.</summary>
    Numbers,

    /// <summary>Directions and the like differ, or only one has them.</summary>
    Qualifiers,

    /// <summary>Another address, or a place that only one has.</summary>
    Branch,

    /// <summary>Too little in common: initials, words of the trade, one word.</summary>
    Little,

    /// <summary>No telling word is the same letter by letter.</summary>
    Misspelt,

    /// <summary>The company's first word is missing.</summary>
    Head,

    /// <summary>Each has a word that the other lacks.</summary>
    Replaced,

    /// <summary>Several begin alike, and the name is not the very one.</summary>
    Family,

    /// <summary>Another one is nearly as likely.</summary>
    Rival,

    /// <summary>Another one has the same words, or differs by one.</summary>
    Twin,
}
