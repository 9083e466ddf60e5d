namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Collects what is wrong with an audit log: all counted, the first thousand listed.</summary>
internal sealed class Findings
{
    private const int Most = 1_000;

    private readonly List<AuditProblem> _problems = [];

    public IReadOnlyList<AuditProblem> Problems => _problems;

    public int Count { get; private set; }

    public void Add(AuditFault fault, string what, AuditEntryId? entry = null, DateTimeOffset? at = null)
    {
        if (Count++ < Most)
            _problems.Add(new AuditProblem(entry?.Value, at, fault, what));
    }

    /// <summary>Checks an entry against its own keyed hash.</summary>
    /// <returns>Whether it is as it was written.</returns>
    public bool Check(AuditEntry entry, IReadOnlyDictionary<AuditKeyId, byte[]> keys)
    {
        if (entry.KeyId is not { } id || entry.Mac is null)
            Add(AuditFault.Inserted, "The entry has no keyed hash: the product did not write it, or the hash was removed.", entry.Id, entry.At);
        else if (!keys.TryGetValue(id, out var key))
            Add(AuditFault.NoKey, "The key that the entry was hashed with is gone, or was sealed with another vault key, so the entry can't be checked.", entry.Id, entry.At);
        else if (!AuditHash.Fits(entry.Mac, AuditHash.Of(entry, key)))
            Add(AuditFault.Changed, "The entry was changed after it was written, or was not written by the product.", entry.Id, entry.At);
        else
            return true;
        return false;
    }
}
