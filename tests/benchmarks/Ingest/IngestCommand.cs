using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using Npgsql;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>
/// Times syncs of a large fleet side by side with the ways that a program would use without thought, and with the limit that
/// the database sets. The vendor's side costs next to nothing.
/// </summary>
internal static class IngestCommand
{
    public static int Usage()
    {
        Console.WriteLine("ingest [DEVICES] [--postgres CONNECTION] [--tenants NUMBER]   times syncs; 40,000 devices unless said otherwise; SQLite without a connection; with tenants, one after the other, each with as many devices");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var server = Option(args, "--postgres");
        var tenants = Option(args, "--tenants") is { } many ? int.Parse(many, NumberStyles.None, CultureInfo.InvariantCulture) : 1;
        var count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 40_000;
        var folder = Directory.CreateTempSubdirectory("mspc-ingest-").FullName;
        var name = $"mspc_ingest_{Guid.NewGuid():N}";
        var options = server is null
            ? new DatabaseOptions(DatabaseEngine.Sqlite, $"Data Source={Path.Combine(folder, "benchmark.db")}")
            : new DatabaseOptions(DatabaseEngine.PostgreSql, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
        try
        {
            var vendor = new GeneratedVendor(count, pageSize: 500);
            await using var services = Services(options, vendor);
            await services.GetRequiredService<MigrateDatabase>().RunAsync(CancellationToken.None);
            await (tenants > 1 ? new ManyTenants(services, vendor, count, tenants).RunAsync() : new IngestRounds(services, vendor, count).RunAsync());
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            if (server is not null)
                await DropAsync(server, name);
        }
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static async Task DropAsync(string server, string name)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database if exists \"{name}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static ServiceProvider Services(DatabaseOptions options, GeneratedVendor vendor) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IJobQueue, NoJobs>()
        .AddLogging()
        .AddConnectorsCore(options, new byte[32], new OperatorSettings(new Dictionary<string, Uri>()), _ => ConnectorCatalog.Of(LoadedConnector.From(vendor)))
        .BuildServiceProvider();
}
