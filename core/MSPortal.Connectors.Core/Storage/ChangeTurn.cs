using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Lets those who change the same thing go one after the other.</summary>
/// <remarks>
/// Without it two could read the same state: both would change it and both would say so in the audit log, or one would find the
/// row gone. One that comes later sees what the earlier one has left. SQLite has one writer anyway, from a transaction's beginning.
/// </remarks>
internal static class ChangeTurn
{
    // Tells these locks from any others that are taken on the same database.
    private const int Kind = 0x4368616E;

    /// <summary>Begins a transaction and waits in it until nobody else is changing this thing. What is to be changed must be read after it.</summary>
    public static async Task<IDbContextTransaction> BeginChangeOfAsync(this ConnectorsDb db, Guid thing, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.TakeChangeTurnAsync([thing], cancellationToken);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }

        return transaction;
    }

    /// <summary>Waits in the caller's transaction until nobody else is changing these things, always in the same order.</summary>
    public static async Task TakeChangeTurnAsync(this ConnectorsDb db, IEnumerable<Guid> things, CancellationToken cancellationToken)
    {
        if (db is not PostgreSqlDb)
            return;

        foreach (var thing in things.Distinct().Order())
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Kind}, hashtext({thing.ToString()}))", cancellationToken);
    }
}
