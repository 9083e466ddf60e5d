using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Looks after the audit log from the command line.</summary>
internal static class AuditCommand
{
    public static Command Define()
    {
        var verify = new Command("verify", "Checks whether entries of the audit log were changed, removed, inserted or put into another order. Writes nothing.") { TreatUnmatchedTokensAsErrors = false };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync([.. parsed.UnmatchedTokens], cancellationToken));
        var renew = new Command("new-key", "Makes a new key for the audit log of each organisation. What was hashed with the older ones stays verifiable.") { TreatUnmatchedTokensAsErrors = false };
        renew.SetAction((parsed, cancellationToken) => RenewAsync([.. parsed.UnmatchedTokens], cancellationToken));

        var audit = new Command("audit", "Checks the audit log.");
        audit.Subcommands.Add(verify);
        audit.Subcommands.Add(renew);
        return audit;
    }

    private static async Task<int> VerifyAsync(string[] args, CancellationToken cancellationToken)
    {
        var databases = Open(args);
        var isFine = true;
        foreach (var tenant in await TenantsAsync(databases, cancellationToken))
        {
            var check = await VerifyAudit.LookAsync(databases, tenant.Id, cancellationToken);
            isFine &= check.Ok;
            Console.WriteLine($"{(check.Ok ? "ok  " : "BAD ")} {tenant.Name}: {check.Entries} entries, sealed up to {check.SealedUpTo}{(check.Head is null ? "" : $", head {check.Head}")}");
            if (check.OlderThanChain > 0)
                Console.WriteLine($"     {check.OlderThanChain} entries are older than the chain, which began {At(check.StartedAt)}: what was done to them before can't be seen.");
            foreach (var problem in check.Problems)
                Console.WriteLine($"     {problem.EntryId?.ToString() ?? "chain"} {At(problem.At)} {problem.What}");
            if (check.ProblemCount > check.Problems.Count)
                Console.WriteLine($"     and {check.ProblemCount - check.Problems.Count} more.");
        }

        return isFine ? 0 : 1;
    }

    private static async Task<int> RenewAsync(string[] args, CancellationToken cancellationToken)
    {
        var databases = Open(args);
        var renew = new RenewAuditKey(databases, TimeProvider.System);
        foreach (var tenant in await TenantsAsync(databases, cancellationToken))
        {
            var renewed = await renew.RunAsync(new Actor(tenant.Id, "Command line", Role.Owner, Channel.Cli), cancellationToken);
            if (!renewed.IsOk)
                throw new SettingsException($"{renewed.Refusal.Message} {renewed.Refusal.Cure}");
            Console.WriteLine($"{tenant.Name} has a new key.");
        }

        return 0;
    }

    private static Databases Open(string[] args)
    {
        var settings = HostSettings.From(HostApp.CreateBuilder(args).Configuration);
        settings.EnsureUsable();
        if (string.IsNullOrEmpty(settings.VaultKey) && !File.Exists(Path.Combine(settings.DataDirectory, VaultKey.FileName)))
            throw new SettingsException($"There is no vault key, without which the audit log can't be checked. Put {VaultKey.FileName} into {settings.DataDirectory}, or set MSPORTAL_VAULT_KEY.");
        return new Databases(settings.Database, new SecretVault(VaultKey.LoadOrCreate(settings.VaultKey, settings.DataDirectory)));
    }

    private static async Task<List<Tenant>> TenantsAsync(Databases databases, CancellationToken cancellationToken)
    {
        await using var db = databases.OpenForAllTenants();
        return await db.Tenants.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken);
    }

    private static string At(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "";
}
