using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Host.Health;

/// <summary>Goes along the audit logs of all organisations. Too long for each minute: only the command doctor asks.</summary>
internal sealed class HealthOfAudit(HostSettings settings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(settings.VaultKey) && !File.Exists(Path.Combine(settings.DataDirectory, VaultKey.FileName)))
            return HealthCheckResult.Healthy("Not checked: there is no vault key yet.");

        var databases = new Databases(settings.Database, new SecretVault(VaultKey.LoadOrCreate(settings.VaultKey, settings.DataDirectory)));
        await using var db = databases.OpenForAllTenants();
        if (!await db.Database.CanConnectAsync(cancellationToken) || (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return HealthCheckResult.Healthy("Not checked: the database is not ready.");

        var (entries, problems) = (0L, 0);
        foreach (var tenant in await db.Tenants.AsNoTracking().Select(t => t.Id).ToListAsync(cancellationToken))
        {
            var check = await VerifyAudit.LookAsync(databases, tenant, cancellationToken);
            (entries, problems) = (entries + check.Entries, problems + check.ProblemCount);
        }

        return problems == 0
            ? HealthCheckResult.Healthy($"The chain is intact: {entries} entries.")
            : HealthCheckResult.Unhealthy($"{problems} things are wrong with the audit log. The command audit verify lists them.");
    }
}
