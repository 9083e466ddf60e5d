using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Host.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Checks what the host needs, without starting it.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var settings = HostSettings.From(HostApp.CreateBuilder(args).Configuration);
        settings.EnsureDataDirectory();
        Console.WriteLine($"Data directory: {settings.DataDirectory}");
        Console.WriteLine($"Database:       {settings.Database.Engine}");

        var databases = new Databases(settings.Database);
        var healthy = true;
        (string Name, IHealthCheck Check)[] checks =
        [
            ("database", new HealthServices.DatabaseHealth(databases)),
            ("vault key", VaultCheck(settings, databases)),
            ("disk", new HealthServices.DiskHealth(settings)),
        ];
        foreach (var (name, check) in checks)
            healthy &= Report(name, await TryAsync(check, cancellationToken));

        healthy &= Report("audit log", await TryAsync(new HealthOfAudit(settings), cancellationToken));
        var catalog = ConnectorCatalog.Load(settings.ConnectorsDirectory, NullLogger.Instance);
        foreach (var entry in catalog.Entries)
        {
            healthy &= Report($"connector {entry.Id}", entry.Status == ConnectorStatus.Ready
                ? HealthCheckResult.Healthy($"{entry.Name} {entry.Version}")
                : HealthCheckResult.Unhealthy($"{entry.FailureReason} {entry.FailureCure}"));
        }

        if (catalog.Entries.Count == 0)
            healthy &= Report("connectors", HealthCheckResult.Unhealthy($"None in {settings.ConnectorsDirectory}. Put connector folders there, or set Connectors__Directory."));
        return healthy ? 0 : 1;
    }

    // Looking for trouble must not make a key where a lost one belongs.
    private static IHealthCheck VaultCheck(HostSettings settings, Databases databases) =>
        string.IsNullOrEmpty(settings.VaultKey) && !File.Exists(Path.Combine(settings.DataDirectory, VaultKey.FileName))
            ? new HealthServices.NoVaultKeyHealth(databases)
            : new HealthServices.VaultHealth(new SecretVault(VaultKey.LoadOrCreate(settings.VaultKey, settings.DataDirectory)), databases);

    // A check that throws is a finding, not the end of the examination.
    private static async Task<HealthCheckResult> TryAsync(IHealthCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckHealthAsync(new HealthCheckContext(), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }

    private static bool Report(string name, HealthCheckResult result)
    {
        Console.WriteLine($"{(result.Status == HealthStatus.Healthy ? "ok  " : "BAD ")} {name}: {result.Description}");
        return result.Status == HealthStatus.Healthy;
    }
}
