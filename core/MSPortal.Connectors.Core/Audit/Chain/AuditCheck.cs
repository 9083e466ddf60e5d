using System.Text.Json.Serialization;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>What was found wrong with the audit log.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditFault>))]
public enum AuditFault
{
    /// <summary>The entry does not say what it said when it was written.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>An entry of the chain is gone.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,

    /// <summary>The product did not write the entry.</summary>
    [JsonStringEnumMemberName("inserted")]
    Inserted,

    /// <summary>The entry stands at another place than the one it was sealed at.</summary>
    [JsonStringEnumMemberName("moved")]
    Moved,

    /// <summary>The chain itself was changed.</summary>
    [JsonStringEnumMemberName("chain")]
    Chain,

    /// <summary>The key that the entry was hashed with is gone, or the vault key does not open it.</summary>
    [JsonStringEnumMemberName("no_key")]
    NoKey,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="EntryId">The entry; null when it is not known or the chain as a whole is meant.</param>
/// <param name="At">When the entry was written, as it says itself; null when it is gone.</param>
/// <param name="Fault">What kind of thing it is.</param>
/// <param name="What">It in a sentence.</param>
public sealed record AuditProblem(Guid? EntryId, DateTimeOffset? At, AuditFault Fault, string What);

/// <summary>Whether the audit log is as the product wrote it.</summary>
/// <param name="Ok">Whether nothing is wrong.</param>
/// <param name="Entries">How many entries there are, sealed or not.</param>
/// <param name="SealedUpTo">Number of the last sealed entry; 0 when none is.</param>
/// <param name="Head">The end of the chain in hexadecimal digits, to be noted elsewhere and compared later; null when nothing is sealed.</param>
/// <param name="Problems">What is wrong, at most 1,000 of them.</param>
public sealed record AuditCheck(bool Ok, long Entries, long SealedUpTo, string? Head, IReadOnlyList<AuditProblem> Problems)
{
    /// <summary>When the chain was begun; null when nothing is sealed.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>So many entries are older than the chain: what was done to them before it began can't be seen.</summary>
    public long OlderThanChain { get; init; }

    /// <summary>When the newest entry was written; null when there is none.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>How many things are wrong, listed or not.</summary>
    public int ProblemCount { get; init; }
}
