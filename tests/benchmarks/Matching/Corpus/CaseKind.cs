namespace MSPortal.Connectors.Benchmarks.Matching.Corpus;

/// <summary>How a labelled name came about.</summary>
internal enum CaseKind
{
    /// <summary>A company's name as written by another hand.</summary>
    Plain,

    /// <summary>A name of a company of which a near twin is, or is not, on the list too.</summary>
    NearTwin,

    /// <summary>Made to look like a company's name: foreign letters, invisible characters, another number.</summary>
    LookAlike,

    /// <summary>A company that is not on the list.</summary>
    Stranger,

    /// <summary>No company at all: "Test", "Spare pool".</summary>
    Generic,
}
