using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Lets one at a time begin or extend the chain of a tenant.</summary>
internal static class ChainTurn
{
    // Tells these locks from any others that are taken on the same database.
    private const int Kind = 0x5365616C;

    /// <summary>Waits for the turn, which lasts until the transaction ends. SQLite has one writer anyway.</summary>
    public static Task TakeChainTurnAsync(this ConnectorsDb db, TenantId tenant, CancellationToken cancellationToken) => db is not PostgreSqlDb
        ? Task.CompletedTask
        : db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Kind}, hashtext({tenant.Value.ToString()}))", cancellationToken);
}
