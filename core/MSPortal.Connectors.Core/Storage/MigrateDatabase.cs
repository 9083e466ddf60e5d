using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;
using Npgsql;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Brings the database to the newest schema and puts up the wall between tenants.</summary>
public sealed class MigrateDatabase(Databases databases)
{
    /// <returns>The migrations that were applied, oldest first; empty when the schema was up to date.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        using var span = Trace.Start("migrate");
        await using var db = OpenAsOwner();
        if (db is not PostgreSqlDb)
        {
            using var turn = await SqliteMigrationTurn.TakeAsync(db, cancellationToken);
            var done = await MigrateAsync(db, cancellationToken);
            await FillSearch.RunAsync(databases, cancellationToken);
            return done;
        }

        await CreateAsync(db, cancellationToken);

        // Hosts that start at once do this one after the other: between two migrations EF lets go of its own lock.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("select pg_advisory_lock(hashtext('msportal_migrations'))", cancellationToken);
        try
        {
            var pending = await MigrateAsync(db, cancellationToken);
            await RowSecurity.ProtectRowsAsync(db, cancellationToken);
            await FillSearch.RunAsync(databases, cancellationToken);
            return pending;
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("select pg_advisory_unlock(hashtext('msportal_migrations'))", CancellationToken.None);
        }
    }

    private static async Task CreateAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
            return;

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another host has just made it.
        }
    }

    private static async Task<string[]> MigrateAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        string[] pending = [.. await db.Database.GetPendingMigrationsAsync(cancellationToken)];
        await db.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    private ConnectorsDb OpenAsOwner() => databases.Options.Engine == DatabaseEngine.Sqlite
        ? databases.OpenForAllTenants()
        : new PostgreSqlDb(new DbContextOptionsBuilder<PostgreSqlDb>()
            .UseNpgsql(databases.Options.ConnectionString, o => o.MigrationsAssembly("MSPortal.Connectors.Migrations.PostgreSql"))
            .UseSnakeCaseNamingConvention()
            .Options)
        {
            SeesAllTenants = true,
        };
}
