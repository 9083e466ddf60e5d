using Microsoft.EntityFrameworkCore.Storage;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Gives audit entries their keyed hash.</summary>
internal static class SignEntries
{
    /// <summary>Signs what is about to be saved.</summary>
    /// <returns>A transaction to save it in, and to commit then, where the tenant's first key is saved with it; null otherwise.</returns>
    public static async Task<IDbContextTransaction?> SignAsync(this ConnectorsDb db, CancellationToken cancellationToken)
    {
        if (db.UnsignedEntries.Count == 0)
            return null;

        var keys = db.KeysOfAudit();
        IDbContextTransaction? transaction = null;
        try
        {
            foreach (var entries in db.UnsignedEntries.GroupBy(e => e.TenantId))
            {
                var now = entries.Max(e => e.LastAt ?? e.At);
                if (await keys.CurrentAsync(db, entries.Key, now, cancellationToken) is not { } current)
                {
                    if (db.Database.CurrentTransaction is null)
                        transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                    current = await keys.FirstAsync(db, entries.Key, now, cancellationToken);
                }

                foreach (var entry in entries)
                    (entry.KeyId, entry.Mac) = (current.Id, AuditHash.Of(entry, current.Key));
            }
        }
        catch
        {
            if (transaction is not null)
                await transaction.DisposeAsync();
            throw;
        }

        db.UnsignedEntries.Clear();
        return transaction;
    }

    /// <summary>The keys, which a database that was opened without the vault lacks.</summary>
    public static AuditKeys KeysOfAudit(this ConnectorsDb db) =>
        db.Keys ?? throw new InvalidOperationException("The database was opened without the vault, so nothing that is audited can be changed.");
}
