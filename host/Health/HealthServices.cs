using Hangfire;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Host.Health;

/// <summary>Says whether the host lives, and whether it can do its work.</summary>
internal static class HealthServices
{
    private const long LeastFreeBytes = 200_000_000;

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<VaultHealth>("vault_key")
            .AddCheck<JobHealth>("job_server")
            .AddCheck<DiskHealth>("disk");
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status,
        checks = report.Entries.Select(e => new { name = e.Key, status = e.Value.Status, message = e.Value.Exception is null ? e.Value.Description : "The check itself broke off. The log says why." }),
    });

    internal sealed class DatabaseHealth(Databases databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = databases.OpenForAllTenants();
            if (!await db.Database.CanConnectAsync(cancellationToken))
                return HealthCheckResult.Unhealthy("The database can't be reached. Check that it runs; the command doctor says more.");

            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            return pending == 0
                ? HealthCheckResult.Healthy("Reachable, schema up to date.")
                : HealthCheckResult.Unhealthy($"{pending} migrations are pending. Run the command migrate.");
        }
    }

    internal sealed class VaultHealth(SecretVault vault, Databases databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = databases.OpenForAllTenants();
            if (!await db.Database.CanConnectAsync(cancellationToken))
                return HealthCheckResult.Unhealthy("Can't be checked while the database can't be reached.");

            // The key must open what an earlier start has sealed.
            var sealedBefore = await db.ProtectedKeys.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
            if (sealedBefore is null)
                return HealthCheckResult.Healthy("There is a key; nothing is sealed yet.");

            try
            {
                vault.Open(ProtectedKeys.Place(sealedBefore.Id), sealedBefore.Envelope);
                return HealthCheckResult.Healthy("The key opens what is sealed.");
            }
            catch (VaultException e)
            {
                return HealthCheckResult.Unhealthy($"{e.Message} Restore {VaultKey.FileName} from your backup.");
            }
        }
    }

    internal sealed class NoVaultKeyHealth(Databases databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = databases.OpenForAllTenants();
            return await db.ProtectedKeys.AnyAsync(cancellationToken)
                ? HealthCheckResult.Unhealthy($"The database holds sealed secrets, but there is no {VaultKey.FileName}. Put the one from your backup into the data directory before the next start.")
                : HealthCheckResult.Healthy("There is none yet; the first start makes one.");
        }
    }

    internal sealed class JobHealth(JobStorage storage, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var since = clock.GetUtcNow().UtcDateTime - Silence;
            return Task.FromResult(storage.GetMonitoringApi().Servers().Any(s => s.Heartbeat is null || s.Heartbeat > since)
                ? HealthCheckResult.Healthy("A job server is at work.")
                : HealthCheckResult.Unhealthy("No job server is at work, so nothing syncs."));
        }
    }

    internal sealed class DiskHealth(HostSettings settings) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var free = new DriveInfo(settings.DataDirectory).AvailableFreeSpace;
            return Task.FromResult(free > LeastFreeBytes
                ? HealthCheckResult.Healthy($"{free / 1_000_000} MB free.")
                : HealthCheckResult.Degraded($"Only {free / 1_000_000} MB free in {settings.DataDirectory}. Make room."));
        }
    }
}
