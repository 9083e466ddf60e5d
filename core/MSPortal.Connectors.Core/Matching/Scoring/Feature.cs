namespace MSPortal.Connectors.Core.Matching.Scoring;

/// <summary>The signals that a confidence is made of; each has a fitted coefficient.</summary>
internal enum Feature
{
    /// <summary>Share of the query's word rarity found in the target.</summary>
    QueryCovered,

    /// <summary>Share of the target's word rarity found in the query.</summary>
    TargetCovered,

    /// <summary>Product of both shares.</summary>
    BothCovered,

    /// <summary>Cosine of the rarity-weighted trigrams.</summary>
    TrigramCosine,

    /// <summary>The telling words are the same, in any order.</summary>
    SameWords,

    /// <summary>The same letters when written without spaces.</summary>
    SameLetters,

    /// <summary>Rarity of the rarest word in both.</summary>
    RarestShared,

    /// <summary>Rarity of the rarest word that is letter by letter in both.</summary>
    RarestExact,

    /// <summary>Rarity of the rarest word only the query has.</summary>
    RarestOnlyInQuery,

    /// <summary>Rarity of the rarest word only the target has.</summary>
    RarestOnlyInTarget,

    /// <summary>Rarity of the rarest word that stands in the target before the first one found in the query.</summary>
    TargetHeadMissing,

    /// <summary>Both have a telling word that the other lacks.</summary>
    WordsReplaced,

    /// <summary>Numbers differ.</summary>
    NumbersDiffer,

    /// <summary>Only one of them has a number.</summary>
    NumberMissing,

    /// <summary>Directions or the like differ.</summary>
    QualifiersDiffer,

    /// <summary>Only one of them has a direction or the like.</summary>
    QualifierMissing,

    /// <summary>One is the other's initials.</summary>
    Initials,

    /// <summary>The first telling words are the same.</summary>
    SameFirstWord,

    /// <summary>Both have a legal form, and not the same.</summary>
    LegalFormsDiffer,

    /// <summary>Rarity of all shared words together.</summary>
    SharedRarity,

    /// <summary>Rarity of all the words only the query has.</summary>
    OnlyInQuery,

    /// <summary>Rarity of all the words only the target has.</summary>
    OnlyInTarget,

    /// <summary>Every telling word of the query is in the target.</summary>
    QueryWithin,

    /// <summary>Every telling word of the target is in the query.</summary>
    TargetWithin,

    /// <summary>Rarity of all shared words when the target is within the query or the other way.</summary>
    SharedWithin,

    /// <summary>Share of the query's last part that the target has.</summary>
    LastPartCovered,

    /// <summary>Share of the target's last part that the query has.</summary>
    TargetLastPartCovered,

    /// <summary>Rarity of the words only the query has that stand in parts of their own, when the target is within the query.</summary>
    ExtraPart,

    /// <summary>Share of the words matched that are matched by typo or abbreviation only.</summary>
    Inexact,

    /// <summary>Rarity of the rarest place or name that only the query has, after a first word that both have.</summary>
    BranchOnlyInQuery,

    /// <summary>Rarity of the rarest place or name that only the target has, after a first word that both have.</summary>
    BranchOnlyInTarget,

    /// <summary>Logarithm of how many names on the list have the rarest word that is letter by letter in both.</summary>
    Namesakes,
}
