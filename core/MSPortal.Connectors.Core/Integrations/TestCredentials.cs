using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Tries new secrets of an integration with the settings it has. Nothing is stored.</summary>
public sealed class TestCredentials(ConnectorCatalog catalog, TestConnection test, Databases databases)
{
    public async Task<Result<ConnectionTest>> RunAsync(
        Actor actor,
        IntegrationId id,
        IReadOnlyDictionary<string, string?>? secrets,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var integration = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (integration is null)
            return new Missing("integration");
        if (catalog.Find(integration.ConnectorId) is not { } connector)
            return new UnknownConnector(integration.ConnectorId);

        var settings = IntegrationAnswers.Settings(integration.Settings).ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.Ordinal);
        var answers = SetupAnswers.From(connector.Setup, settings, secrets);
        if (!answers.IsOk)
            return answers.Refusal;

        // That the account is connected already is no news: it is this integration's own.
        var tested = await test.TryAsync(actor, connector, answers.Value, cancellationToken);
        return tested.Observed?.Account?.Id == integration.AccountId
            ? tested with { Checks = [.. tested.Checks.Where(c => c.Code != "account_connected_already")] }
            : tested;
    }
}
