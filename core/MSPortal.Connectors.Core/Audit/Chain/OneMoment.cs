using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Reads that see the database as it is at one moment, however long they take.</summary>
internal static class OneMoment
{
    /// <summary>Begins such reads. They end when the result is disposed; nobody waits for them, and they wait for nobody.</summary>
    public static async Task<IAsyncDisposable> ReadAtOneMomentAsync(this ConnectorsDb db, CancellationToken cancellationToken)
    {
        if (db is PostgreSqlDb)
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        // The usual kind of transaction would take the writer's place.
        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }
}
