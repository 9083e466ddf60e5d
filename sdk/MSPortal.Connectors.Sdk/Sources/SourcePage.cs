namespace MSPortal.Connectors.Sdk.Sources;

/// <summary>Some of a source's records, in the vendor's order.</summary>
/// <param name="Records">May be empty.</param>
/// <param name="NextCursor">Where the next page starts, opaque to the host, at most 2,000 characters; null on the last page.</param>
public sealed record SourcePage(IReadOnlyList<SourceRecord> Records, string? NextCursor)
{
    /// <summary>
    /// Number of records the vendor says there are over all pages; null when it does not say. The host compares the
    /// last one it was told with the distinct records it received, and calls the read incomplete when they differ.
    /// </summary>
    public int? ExpectedTotal { get; init; }

    /// <summary>Records of this page that cannot be used, each with its reason. Counted and shown to the admin.</summary>
    public IReadOnlyList<RejectedRecord> Rejected { get; init; } = [];

    /// <summary>What the source knows about having seen everything; counts from the last page of a read.</summary>
    public Completeness Completeness { get; init; } = Completeness.Complete;
}

/// <summary>Whether a read saw every record.</summary>
public enum Completeness
{
    /// <summary>Everything was seen; records that are no longer there can be told.</summary>
    Complete,

    /// <summary>Something is known to be missing, for example a part without permission.</summary>
    Incomplete,

    /// <summary>The vendor does not let one know.</summary>
    Unknown,
}

/// <summary>A record that cannot be used.</summary>
/// <param name="ExternalId">The vendor's identifier; null when it has none, which may be the reason.</param>
/// <param name="Reason">What is wrong with it, without the record's data.</param>
public sealed record RejectedRecord(string? ExternalId, string Reason);
