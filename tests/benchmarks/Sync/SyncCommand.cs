using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Addigy;
using MSPortal.Connectors.Core;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.VendorHttp;
using Npgsql;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>
/// Times whole syncs over HTTP with the Addigy connector, side by side with a program that a skilled person would write in an
/// afternoon, with the usual libraries, and with the limits that HTTP and the database set.
/// </summary>
internal static class SyncCommand
{
    public static int Usage()
    {
        Console.WriteLine("sync DEVICES --postgres CONNECTION [--delay MILLISECONDS]   times a first sync over HTTP; the delay is the vendor's for each page");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var wanted, "--postgres", var server, ..] || !int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var devices))
            return Usage();

        var delay = args is [_, _, _, "--delay", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var (vendor, address, token) = await VendorServer.StartAsync(devices, delay);
        try
        {
            // Of three rounds the middle counts; what warms up is left out.
            await RoundAsync(server, address, token, devices, isShown: false);
            for (var round = 0; round < 3; round++)
                await RoundAsync(server, address, token, devices, isShown: true);
            return 0;
        }
        finally
        {
            vendor.StandardInput.Close();
            await vendor.WaitForExitAsync();
        }
    }

    private static async Task RoundAsync(string server, Uri address, string token, int devices, bool isShown)
    {
        var name = $"mspc_sync_{Guid.NewGuid():N}";
        var options = new DatabaseOptions(DatabaseEngine.PostgreSql, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
        await using var services = Services(options, address);
        try
        {
            await services.GetRequiredService<MigrateDatabase>().RunAsync(CancellationToken.None);
            await new SyncRound(services, options.ConnectionString, address, token, devices, isShown).RunAsync();
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"drop database if exists \"{name}\" with (force)", connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static ServiceProvider Services(DatabaseOptions options, Uri address) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IJobQueue, NoJobs>()
        .AddLogging()
        .AddConnectorsCore(
            options,
            new byte[32],
            new OperatorSettings(new Dictionary<string, Uri> { ["addigy"] = address }),
            _ => ConnectorCatalog.Of(LoadedConnector.From(new AddigyConnector())))
        .AddSingleton(new VendorHttpOptions { BudgetShare = 1 })
        .BuildServiceProvider();
}
