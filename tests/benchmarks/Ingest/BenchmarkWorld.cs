using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using Npgsql;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>The core with the generated vendor on a database of its own, which goes with it.</summary>
internal sealed class BenchmarkWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mspc-benchmark-").FullName;
    private readonly string _name;
    private readonly string? _server;
    private readonly bool _isKept;

    private BenchmarkWorld(GeneratedVendor vendor, string? server, string? keptAs)
    {
        (Vendor, _server, _isKept, _name) = (vendor, server, keptAs is not null, keptAs ?? $"mspc_benchmark_{Guid.NewGuid():N}");
        var options = server is null
            ? new DatabaseOptions(DatabaseEngine.Sqlite, $"Data Source={Path.Combine(_folder, "benchmark.db")}")
            : new DatabaseOptions(DatabaseEngine.PostgreSql, new NpgsqlConnectionStringBuilder(server) { Database = _name }.ConnectionString);
        Services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IJobQueue, NoJobs>()
            .AddLogging()
            .AddConnectorsCore(options, new byte[32], new OperatorSettings(new Dictionary<string, Uri>()), _ => ConnectorCatalog.Of(LoadedConnector.From(vendor)))
            .BuildServiceProvider();
    }

    public GeneratedVendor Vendor { get; }

    public ServiceProvider Services { get; }

    /// <summary>Name of the database on PostgreSQL.</summary>
    public string Database => _name;

    /// <param name="server">Connection to PostgreSQL; null for SQLite.</param>
    /// <param name="keptAs">Name of a PostgreSQL database that is used as it stands and stays; null for one that goes with the world.</param>
    public static async Task<BenchmarkWorld> StartAsync(GeneratedVendor vendor, string? server, string? keptAs = null)
    {
        var world = new BenchmarkWorld(vendor, server, keptAs);
        await world.Services.GetRequiredService<MigrateDatabase>().RunAsync(CancellationToken.None);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        if (_server is null || _isKept)
            return;

        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database if exists \"{_name}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }
}
