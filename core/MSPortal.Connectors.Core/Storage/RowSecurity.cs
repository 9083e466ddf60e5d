using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MSPortal.Connectors.Core.Storage;

/// <summary>
/// The second wall between tenants, on PostgreSQL: every connection works as a role that is neither owner nor superuser,
/// and tells the row policies which tenant it serves.
/// </summary>
internal sealed class RowSecurity(LeaseTimes lease) : DbConnectionInterceptor
{
    /// <summary>The role that actions work as. Made by <see cref="ProtectRowsAsync"/>.</summary>
    public const string Role = "msportal_app";

    // From PostgreSQL 16 on, who makes a role is its member without being allowed to take it.
    private const string MayTakeRole =
        $"pg_has_role('{Role}', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is ConnectorsDb db)
        {
            using var command = Command(connection, db);
            command.ExecuteNonQuery();
        }
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ConnectorsDb db)
        {
            await using var command = Command(connection, db);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Puts a policy on every tenant table that has none yet, and lets the role use the tables.</summary>
    /// <remarks>Runs as the owner, after migrations and under their lock. Repeating it changes nothing.</remarks>
    public static async Task ProtectRowsAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var tables = db.Model.GetEntityTypes()
            .Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned)))
            .Select(e => e.GetTableName())
            .Distinct()
            .Order(StringComparer.Ordinal);

        // Roles belong to the whole server: a host on another database may make or join the same one at this moment.
        await db.Database.ExecuteSqlRawAsync(
            $"""
            do $$ begin
              if not exists (select from pg_roles where rolname = '{Role}') then
                create role {Role} nologin;
              end if;
              if not {MayTakeRole} then
                grant {Role} to current_user;
              end if;
            exception
              when duplicate_object or unique_violation or internal_error then null;
              when insufficient_privilege then
                raise notice 'role {Role} could not be made or joined: row policies still bind the owner';
            end $$;
            do $$ begin
              if exists (select from pg_roles where rolname = '{Role}') then
                grant usage on schema public to {Role};
                grant select, insert, update, delete on all tables in schema public to {Role};
              end if;
            end $$;
            """,
            cancellationToken);

        // Each table by itself: a host that still works would meet locks on many tables in another order than it takes them.
        foreach (var table in tables)
        {
            // Table names are the model's own, not input. In a question of its own a setting is read once for a statement; without
            // it, once for each row, which took most of the time of long lists. Policies of earlier versions are altered.
            const string sees =
                """
                tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)
                or (select current_setting('app.all_tenants', true) = 'on')
                """;
            var sql =
                $"""
                do $$ begin
                  if not exists (select from pg_policies where schemaname = 'public' and tablename = '{table}' and policyname = 'tenant') then
                    alter table {table} enable row level security;
                    alter table {table} force row level security;
                    create policy tenant on {table} using ({sees});
                  elsif exists (select from pg_policies where schemaname = 'public' and tablename = '{table}' and policyname = 'tenant' and qual not ilike '%select%') then
                    alter policy tenant on {table} using ({sees});
                  end if;
                end $$;
                """;
            await db.Database.ExecuteSqlRawAsync(sql, cancellationToken);
        }
    }

    // A process that stands still inside a transaction would keep its rows from whoever takes its work over, so the server ends
    // the transaction when the lease has run out; and the connection of a machine that is gone, while it still sends to it.
    // Through a local socket the latter have no meaning. Npgsql resets role and settings when the connection goes back to the pool.
    private DbCommand Command(DbConnection connection, ConnectorsDb db)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            $"""
            select set_config('app.tenant_id', @tenant, false), set_config('app.all_tenants', @all, false),
              set_config('idle_in_transaction_session_timeout', @idle, false), set_config('tcp_user_timeout', @idle, false),
              set_config('tcp_keepalives_idle', @alive, false), set_config('tcp_keepalives_interval', @alive, false), set_config('tcp_keepalives_count', '3', false),
              case when exists (select from pg_roles where rolname = '{Role}') and {MayTakeRole} then set_config('role', '{Role}', false) end
            """;
        Add(command, "tenant", db.SeesAllTenants ? "" : db.Tenant.Value.ToString());
        Add(command, "all", db.SeesAllTenants ? "on" : "off");
        Add(command, "idle", ((long)lease.Length.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        Add(command, "alive", Math.Max(1, (int)(lease.Length.TotalSeconds / 4)).ToString(CultureInfo.InvariantCulture));
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
