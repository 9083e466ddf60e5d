using System.Data.Common;
using Microsoft.Data.Sqlite;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Host.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Checks what the host needs, without starting it.</summary>
internal static class DoctorCommand
{
    private const string AfterDatabase = "Not checked: mend the database first, then run doctor again.";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var configuration = HostApp.CreateBuilder(args).Configuration;
        var settings = HostSettings.From(configuration);
        Console.WriteLine($"Data directory: {settings.DataDirectory}");
        Console.WriteLine($"Database:       {settings.Database.Engine}");

        var databases = new Databases(settings.Database);
        var hasDirectory = Report("data directory", DataDirectory(settings));
        var hasDatabase = Report("database", await TryAsync(() => DatabaseAsync(settings, databases, cancellationToken)));
        var isHealthy = hasDirectory && hasDatabase;
        isHealthy &= !hasDatabase
            ? Skip("vault key", AfterDatabase)
            : Report("vault key", await TryAsync(() => VaultCheck(settings, databases).CheckHealthAsync(new HealthCheckContext(), cancellationToken)));
        isHealthy &= !hasDirectory
            ? Skip("disk", "Not checked: mend the data directory first.")
            : Report("disk", await TryAsync(() => new HealthServices.DiskHealth(settings).CheckHealthAsync(new HealthCheckContext(), cancellationToken)));
        isHealthy &= !hasDatabase
            ? Skip("audit log", AfterDatabase)
            : Report("audit log", await TryAsync(() => new HealthOfAudit(settings).CheckHealthAsync(new HealthCheckContext(), cancellationToken)));
        isHealthy &= Report("addresses", Addresses(configuration));
        isHealthy &= Connectors(settings);
        return isHealthy ? 0 : 1;
    }

    private static HealthCheckResult DataDirectory(HostSettings settings)
    {
        try
        {
            settings.EnsureDataDirectory();
            if (settings.Database.Engine == DatabaseEngine.Sqlite || string.IsNullOrEmpty(settings.VaultKey))
                settings.EnsureWritable();
            return HealthCheckResult.Healthy("There, and can be written.");
        }
        catch (SettingsException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }

    private static async Task<HealthCheckResult> DatabaseAsync(HostSettings settings, Databases databases, CancellationToken cancellationToken)
    {
        DatabaseTrouble.EnsureReadable(settings.Database);

        // Looking for trouble must not make a database where a lost one belongs.
        if (settings.Database.Engine == DatabaseEngine.Sqlite
            && new SqliteConnectionStringBuilder(settings.Database.ConnectionString).DataSource is { Length: > 0 } file
            && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))
            && !File.Exists(file))
        {
            return HealthCheckResult.Unhealthy($"There is no database {file} yet. The command migrate makes it, and so does the first start; if it was there before, correct DataDirectory or ConnectionStrings:Default.");
        }

        await using (var db = databases.OpenForAllTenants())
        {
            // Says why, where the health check only says whether.
            await db.Database.OpenConnectionAsync(cancellationToken);
        }

        return await new HealthServices.DatabaseHealth(databases).CheckHealthAsync(new HealthCheckContext(), cancellationToken);
    }

    // Looking for trouble must not make a key where a lost one belongs.
    private static IHealthCheck VaultCheck(HostSettings settings, Databases databases) =>
        string.IsNullOrEmpty(settings.VaultKey) && !File.Exists(Path.Combine(settings.DataDirectory, VaultKey.FileName))
            ? new HealthServices.NoVaultKeyHealth(databases)
            : new HealthServices.VaultHealth(new SecretVault(VaultKey.LoadOrCreate(settings.VaultKey, settings.DataDirectory)), databases);

    private static HealthCheckResult Addresses(ConfigurationManager configuration)
    {
        try
        {
            // Not whether they are free: the host itself may be at work.
            _ = ListenAddresses.From(configuration);
            return HealthCheckResult.Healthy(configuration["Urls"] is { Length: > 0 } urls ? urls : HostSettings.DefaultUrls);
        }
        catch (SettingsException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }

    private static bool Connectors(HostSettings settings)
    {
        var catalog = ConnectorCatalog.Load(settings.ConnectorsDirectory, NullLogger.Instance);
        var isHealthy = true;
        foreach (var entry in catalog.Entries)
        {
            isHealthy &= Report($"connector {entry.Id}", entry.Status == ConnectorStatus.Ready
                ? HealthCheckResult.Healthy($"{entry.Name} {entry.Version}")
                : HealthCheckResult.Unhealthy($"{entry.FailureReason} {entry.FailureCure}"));
        }

        return catalog.Entries.Count > 0
            ? isHealthy
            : Report("connectors", HealthCheckResult.Unhealthy($"None in {settings.ConnectorsDirectory}. Put connector folders there, or set Connectors__Directory."));
    }

    // A check that throws is a finding, not the end of the examination. What a driver says may quote a password.
    private static async Task<HealthCheckResult> TryAsync(Func<Task<HealthCheckResult>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception e) when (e is SettingsException or VaultException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(DatabaseTrouble.Explain(e)
                ?? (e is DbException
                    ? "The database can't be used. Check ConnectionStrings:Default and the database's own log."
                    : $"The check broke off ({e.GetType().Name}). Start the host: its log says more."));
        }
    }

    private static bool Report(string name, HealthCheckResult result)
    {
        Console.WriteLine($"{(result.Status == HealthStatus.Healthy ? "ok  " : "BAD ")} {name}: {result.Description}");
        return result.Status == HealthStatus.Healthy;
    }

    private static bool Skip(string name, string why)
    {
        Console.WriteLine($"--   {name}: {why}");
        return false;
    }
}
