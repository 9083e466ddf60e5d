using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Makes API tokens from the command line.</summary>
internal static class TokenCommand
{
    public static Command Define()
    {
        var email = new Option<string>("--email") { Description = "Whose organisation the token is for.", Required = true };
        var name = new Option<string>("--name") { Description = "What the token is for.", Required = true };
        var create = new Command("create", "Makes an API token and prints it. It can't be shown again.") { TreatUnmatchedTokensAsErrors = false };
        create.Options.Add(email);
        create.Options.Add(name);
        create.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), [.. parsed.UnmatchedTokens], cancellationToken));

        var token = new Command("token", "Manages API tokens.");
        token.Subcommands.Add(create);
        return token;
    }

    private static async Task<int> RunAsync(string email, string name, string[] args, CancellationToken cancellationToken)
    {
        var settings = HostSettings.From(HostApp.CreateBuilder(args).Configuration);
        settings.EnsureUsable();
        await new MigrateDatabase(new Databases(settings.Database)).RunAsync(cancellationToken);
        await RefuseStrayVaultAsync(settings, cancellationToken);
        var databases = new Databases(settings.Database, new SecretVault(VaultKey.LoadOrCreate(settings.VaultKey, settings.DataDirectory)));

        User? user;
        await using (var db = databases.OpenForAllTenants())
        {
            var wanted = email.Trim().ToUpperInvariant();
            user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == wanted, cancellationToken);
        }

        if (user is null)
            throw new SettingsException($"Nobody with the e-mail address {email} can sign in here. Make the first admin at first start, or an organisation with: tenant create.");

        var actor = new Actor(user.TenantId, user.Email!, user.Role, Channel.Cli);
        var result = await new CreateApiToken(databases, TimeProvider.System).RunAsync(actor, name, user.Role, cancellationToken);
        if (!result.IsOk)
            throw new SettingsException($"{result.Refusal.Message} {result.Refusal.Cure}");

        Console.WriteLine(result.Value.Secret);
        return 0;
    }

    // A vault key made here would not open the keys of the audit log, into which the new token is written.
    private static async Task RefuseStrayVaultAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(settings.VaultKey) || File.Exists(Path.Combine(settings.DataDirectory, VaultKey.FileName)))
            return;

        await using var db = new Databases(settings.Database).OpenForAllTenants();
        if (await db.AuditKeys.AnyAsync(cancellationToken))
            throw new SettingsException($"There is no vault key here, while the database is used with one. Put {VaultKey.FileName} into {settings.DataDirectory}, or set MSPORTAL_VAULT_KEY.");
    }
}
