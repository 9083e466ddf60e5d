using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Demo;

/// <summary>How to get into the demo.</summary>
internal sealed record DemoAccess(string Email, string Password, string ApiToken);

/// <summary>Makes the demo's organisation: its companies, and one connected account of each simulated vendor.</summary>
internal sealed class DemoTenant(IServiceProvider services, Simulators simulators)
{
    private const string Email = "demo@example.com";
    private const string Password = "demo-password";

    private Actor? _actor;

    /// <summary>Adds the organisation, its owner, an API token and the companies.</summary>
    public async Task<DemoAccess> CreateAsync(CancellationToken cancellationToken)
    {
        var user = Value(await services.GetRequiredService<FirstAdmin>().AddAsync("Demo MSP", Email, Password, cancellationToken));
        _actor = new Actor(user.TenantId, Email, user.Role, Channel.Cli);
        var token = Value(await services.GetRequiredService<CreateApiToken>().RunAsync(_actor, "Demo", _actor.Role, cancellationToken));

        var names = simulators.Running.Values.SelectMany(s => s.Accounts).SelectMany(a => a.Companies).Distinct(StringComparer.OrdinalIgnoreCase);
        using var csv = new StringReader("Name\n" + string.Join('\n', names.Select(n => $"\"{n.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
        Value(await services.GetRequiredService<ImportCompanies>().RunAsync(_actor, csv, cancellationToken));
        return new DemoAccess(Email, Password, token.Secret);
    }

    /// <summary>Connects the first account of each simulated vendor and maps what Quick Match is sure of.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var (connectorId, announcement) in simulators.Running)
        {
            var account = announcement.Accounts[0];
            var integration = Value(await services.GetRequiredService<CreateIntegration>().RunAsync(
                _actor!,
                connectorId,
                null,
                account.Settings.ToDictionary(s => s.Key, s => (string?)s.Value),
                account.Secrets.ToDictionary(s => s.Key, s => (string?)s.Value),
                cancellationToken));
            var id = new IntegrationId(integration.Id);
            await ContainersAreThereAsync(id, cancellationToken);
            Value(await services.GetRequiredService<QuickMatchContainers>().RunAsync(_actor!, id, apply: true, null, cancellationToken));
        }
    }

    private async Task ContainersAreThereAsync(IntegrationId id, CancellationToken cancellationToken)
    {
        var get = services.GetRequiredService<GetIntegration>();
        while (true)
        {
            var integration = Value(await get.RunAsync(_actor!, id, cancellationToken));
            if (integration.Counts.Containers > 0)
                return;
            if (integration.LastRun is { State: SyncState.Failed, Error: { } error })
                throw new SettingsException($"The demo's first sync failed. {error.Message} {error.Cure}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static T Value<T>(Result<T> result) =>
        result.IsOk ? result.Value : throw new SettingsException($"The demo can't be set up. {result.Refusal.Message} {result.Refusal.Cure}");
}
