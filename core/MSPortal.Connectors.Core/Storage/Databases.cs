using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>Opens the database: for one tenant, or for the system.</summary>
public sealed class Databases
{
    private readonly DbContextOptions<SqliteDb>? _sqlite;
    private readonly DbContextOptions<PostgreSqlDb>? _postgreSql;
    private readonly AuditKeys? _keys;

    /// <param name="options">Where the data is.</param>
    /// <param name="vault">Opens the keys of the audit log; null where nothing that is audited is changed.</param>
    public Databases(DatabaseOptions options, SecretVault? vault = null)
    {
        Options = options;
        _keys = vault is null ? null : new AuditKeys(vault);
        if (options.Engine == DatabaseEngine.Sqlite)
        {
            _sqlite = new DbContextOptionsBuilder<SqliteDb>()
                .UseSqlite(options.ConnectionString, o => o.MigrationsAssembly("MSPortal.Connectors.Migrations.Sqlite"))
                .UseSnakeCaseNamingConvention()
                .AddInterceptors(new SqliteSettings())
                .Options;
        }
        else
        {
            _postgreSql = new DbContextOptionsBuilder<PostgreSqlDb>()
                .UseNpgsql(options.ConnectionString, o => o.MigrationsAssembly("MSPortal.Connectors.Migrations.PostgreSql"))
                .UseSnakeCaseNamingConvention()
                .AddInterceptors(new RowSecurity(options.Lease))
                .Options;
        }
    }

    /// <summary>Where the data is.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Opens the database as one tenant sees it.</summary>
    public ConnectorsDb Open(TenantId tenant) => _sqlite is not null
        ? new SqliteDb(_sqlite) { Tenant = tenant, Keys = _keys }
        : new PostgreSqlDb(_postgreSql!) { Tenant = tenant, Keys = _keys };

    /// <summary>Opens the database with the rows of all tenants: for sign-in, jobs and start-up only.</summary>
    public ConnectorsDb OpenForAllTenants() => _sqlite is not null
        ? new SqliteDb(_sqlite) { SeesAllTenants = true, Keys = _keys }
        : new PostgreSqlDb(_postgreSql!) { SeesAllTenants = true, Keys = _keys };
}
