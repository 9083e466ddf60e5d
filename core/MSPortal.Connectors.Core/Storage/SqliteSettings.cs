using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Sets up each SQLite connection: readers and the writer don't block each other, and a writer waits its turn.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Sql = "pragma busy_timeout = 30000; pragma synchronous = normal; pragma foreign_keys = on;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        Extend(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Extend(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // SQLite's own knows the letters a to z only, and a search would miss all others in another case.
    private static void Extend(DbConnection connection)
    {
        var sqlite = (SqliteConnection)connection;
        sqlite.CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        SearchInQueries.AddTo(sqlite);
    }
}
