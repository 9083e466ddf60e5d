using System.CommandLine;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Cli;

/// <summary>Adds organisations from the command line. Each sees its own data only.</summary>
internal static class TenantCommand
{
    public static Command Define()
    {
        var name = new Option<string>("--name") { Description = "The organisation's name.", Required = true };
        var email = new Option<string>("--email") { Description = "E-mail address of its first owner.", Required = true };
        var password = new Option<string>("--password") { Description = $"Password of the owner, at least {FirstAdmin.MinPasswordLength} characters; read from the variable MSPORTAL_ADMIN_PASSWORD when left out." };
        var create = new Command("create", "Adds an organisation with its first owner.") { TreatUnmatchedTokensAsErrors = false };
        create.Options.Add(name);
        create.Options.Add(email);
        create.Options.Add(password);
        create.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(name), parsed.GetRequiredValue(email), parsed.GetValue(password), [.. parsed.UnmatchedTokens], cancellationToken));

        var tenant = new Command("tenant", "Manages organisations.");
        tenant.Subcommands.Add(create);
        return tenant;
    }

    private static async Task<int> RunAsync(string name, string email, string? password, string[] args, CancellationToken cancellationToken)
    {
        var builder = HostApp.CreateBuilder(args);
        builder.Logging.ClearProviders();
        var settings = HostSettings.From(builder.Configuration);
        settings.EnsureUsable();
        await using var app = HostApp.Build(builder, settings);
        await app.Services.GetRequiredService<MigrateDatabase>().RunAsync(cancellationToken);

        var added = await app.Services.GetRequiredService<FirstAdmin>()
            .AddAsync(name, email, password ?? builder.Configuration["MSPORTAL_ADMIN_PASSWORD"], cancellationToken);
        if (!added.IsOk)
            throw new SettingsException($"{added.Refusal.Message} {added.Refusal.Cure}");

        Console.WriteLine($"{name} is there; {email} can sign in.");
        return 0;
    }
}
