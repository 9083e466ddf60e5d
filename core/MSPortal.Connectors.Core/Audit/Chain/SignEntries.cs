using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Gives audit entries their keyed hash.</summary>
internal static class SignEntries
{
    /// <summary>Signs what is about to be saved.</summary>
    public static async Task SignAsync(this ConnectorsDb db, CancellationToken cancellationToken)
    {
        if (db.UnsignedEntries.Count == 0)
            return;

        foreach (var entry in db.UnsignedEntries)
            await db.SignAsync(entry, cancellationToken);
        db.UnsignedEntries.Clear();
    }

    public static async Task SignAsync(this ConnectorsDb db, AuditEntry entry, CancellationToken cancellationToken)
    {
        var (id, key) = await db.KeysOfAudit().CurrentAsync(db, entry.TenantId, entry.At, cancellationToken);
        entry.KeyId = id;
        entry.Mac = AuditHash.Of(entry, key);
    }

    /// <summary>The keys, which a database that was opened without the vault lacks.</summary>
    public static AuditKeys KeysOfAudit(this ConnectorsDb db) =>
        db.Keys ?? throw new InvalidOperationException("The database was opened without the vault, so nothing that is audited can be changed.");
}
