using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>
/// The clock that all hosts on a database share: PostgreSQL's own, so that hosts whose clocks differ agree on windows and
/// waits; on SQLite, which has one host only, that host's.
/// </summary>
internal class SharedClock(TimeProvider clock)
{
    /// <summary>How far the shared time is ahead of the database's; only tests move it.</summary>
    protected virtual TimeSpan Ahead => TimeSpan.Zero;

    /// <summary>Takes a credential's row until the caller's transaction ends, and notes the time in it.</summary>
    /// <returns>The row; null when there is none.</returns>
    public async Task<VendorCredential?> TakeAsync(ConnectorsDb db, CredentialId id, CancellationToken cancellationToken)
    {
        var rows = db is SqliteDb
            ? db.VendorCredentials.FromSql(
                $"update vendor_credentials set seen_at = {clock.GetUtcNow().UtcTicks} where connector_id = {id.ConnectorId} and credential_key = {id.CredentialKey} returning *")
            : db.VendorCredentials.FromSql(
                $"update vendor_credentials set seen_at = clock_timestamp() + {Ahead} where connector_id = {id.ConnectorId} and credential_key = {id.CredentialKey} returning *");
        return (await rows.AsNoTracking().ToListAsync(cancellationToken)).SingleOrDefault();
    }
}
