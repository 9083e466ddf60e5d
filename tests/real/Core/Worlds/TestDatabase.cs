using Microsoft.Data.Sqlite;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestTemplates))]

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>A database of its own for one test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _name;

    private TestDatabase(DatabaseOptions options, string name) => (Options, _name) = (options, name);

    public DatabaseOptions Options { get; }

    /// <summary>An empty database.</summary>
    public static Task<TestDatabase> CreateEmptyAsync(DatabaseEngine engine) => CreateAsync(engine, null);

    /// <summary>A database with the newest schema.</summary>
    public static async Task<TestDatabase> CreateMigratedAsync(DatabaseEngine engine) =>
        await CreateAsync(engine, await TestTemplates.OfAsync(engine));

    internal static async Task<TestDatabase> CreateAsync(DatabaseEngine engine, TestDatabase? template)
    {
        if (engine == DatabaseEngine.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("mspc-test-").FullName;
            var file = Path.Combine(folder, "msportal.db");
            if (template is not null)
                File.Copy(Path.Combine(template._name, "msportal.db"), file);
            return new TestDatabase(new DatabaseOptions(engine, $"Data Source={file}"), folder);
        }

        var name = $"mspc_test_{Guid.NewGuid():N}";
        await ExecuteOnServerAsync($"create database {name}" + (template is null ? "" : $" template {template._name}"));
        var connection = new NpgsqlConnectionStringBuilder(Server()) { Database = name, IncludeErrorDetail = true };
        return new TestDatabase(new DatabaseOptions(engine, connection.ConnectionString), name);
    }

    /// <summary>Closes what the pool holds open.</summary>
    public void Release()
    {
        if (Options.Engine == DatabaseEngine.Sqlite)
        {
            using var connection = new SqliteConnection(Options.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new NpgsqlConnection(Options.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        if (Options.Engine == DatabaseEngine.Sqlite)
            Directory.Delete(_name, recursive: true);
        else
            await ExecuteOnServerAsync($"drop database {_name}");
    }

    private static string Server() => Environment.GetEnvironmentVariable("MSPORTAL_TEST_POSTGRES") is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            "Set MSPORTAL_TEST_POSTGRES to the connection string of a PostgreSQL server on which databases and roles may be created: the tests run on both engines.");

    private static async Task ExecuteOnServerAsync(string sql)
    {
        var server = new NpgsqlConnectionStringBuilder(Server()) { Pooling = false };
        server.Database ??= "postgres";
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>One migrated database of each engine, which the tests' databases are copied from.</summary>
public sealed class TestTemplates : IAsyncDisposable
{
    private static readonly Dictionary<DatabaseEngine, Lazy<Task<TestDatabase>>> Templates =
        Enum.GetValues<DatabaseEngine>().ToDictionary(engine => engine, engine => new Lazy<Task<TestDatabase>>(() => MakeAsync(engine)));

    public async ValueTask DisposeAsync()
    {
        foreach (var template in Templates.Values.Where(template => template.IsValueCreated))
        {
            if ((await template.Value.ContinueWith(made => made.IsCompletedSuccessfully, TaskScheduler.Default)) is true)
                await (await template.Value).DisposeAsync();
        }
    }

    internal static Task<TestDatabase> OfAsync(DatabaseEngine engine) => Templates[engine].Value;

    private static async Task<TestDatabase> MakeAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateEmptyAsync(engine);
        await new MigrateDatabase(new Databases(database.Options)).RunAsync(CancellationToken.None);
        database.Release();
        return database;
    }
}
