using Npgsql;

namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

/// <summary>The two database engines; every test of the flow runs on both.</summary>
public enum Engine
{
    Sqlite,
    PostgreSql,
}

internal static class Databases
{
    private const string ServerVariable = "MSPORTAL_TEST_POSTGRES";

    /// <summary>Connection string for a host: empty for SQLite, a new database for PostgreSQL.</summary>
    public static Task<string> NewAsync(Engine engine) => CopyAsync(engine, "");

    /// <summary>The same with what another database holds; nobody may be connected to that one.</summary>
    public static async Task<string> CopyAsync(Engine engine, string template)
    {
        if (engine == Engine.Sqlite)
            return "";

        var name = $"acceptance_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name}" + (template.Length == 0 ? "" : $" template {NameOf(template)}"));
        return new NpgsqlConnectionStringBuilder(Server()) { Database = name, MaxPoolSize = 30 }.ConnectionString;
    }

    /// <summary>Drops a database of the server, whoever is connected; does nothing for SQLite.</summary>
    public static async Task DropAsync(string connectionString)
    {
        if (connectionString.Length > 0)
            await ExecuteAsync($"drop database {NameOf(connectionString)} with (force)");
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static string Server() => Environment.GetEnvironmentVariable(ServerVariable)
        ?? throw new InvalidOperationException($"{ServerVariable} must hold a connection string to a PostgreSQL server. ./test starts one and sets it.");

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
