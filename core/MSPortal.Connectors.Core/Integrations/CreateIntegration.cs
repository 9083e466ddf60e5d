using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Saves a new integration after its connection was tested once more, and starts its first sync.</summary>
public sealed class CreateIntegration(
    ConnectorCatalog catalog,
    TestConnection test,
    IntegrationAnswers store,
    StartSync startSync,
    Databases databases,
    TimeProvider clock)
{
    public async Task<Result<IntegrationView>> RunAsync(
        Actor actor,
        string? connectorId,
        string? name,
        IReadOnlyDictionary<string, string?>? settings,
        IReadOnlyDictionary<string, string?>? secrets,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (catalog.Find(connectorId ?? "") is not { } connector)
            return new UnknownConnector(connectorId);
        if (IntegrationName.Refuses(name ?? connector.Manifest.Name) is { } invalid)
            return invalid;

        var answers = SetupAnswers.From(connector.Setup, settings, secrets);
        if (!answers.IsOk)
            return answers.Refusal;

        var tested = await test.TryAsync(actor, connector, answers.Value, cancellationToken);
        if (!tested.Ok)
            return new ConnectionTestFailed(tested);

        var now = clock.GetUtcNow();
        var integration = new Integration
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<IntegrationId>(clock),
            ConnectorId = connector.Manifest.Id,
            Name = (name ?? connector.Manifest.Name).Trim(),
            Settings = JsonSerializer.Serialize(answers.Value.Settings),
            CredentialKey = store.KeyOf(connector.Manifest.Id, answers.Value.All),
            AccountId = tested.Observed?.Account?.Id,
            AccountName = tested.Observed?.Account?.Name,
            ContainersCron = connector.Manifest.Schedule.ContainersCron,
            DevicesCron = connector.Manifest.Schedule.DevicesCron,
            CreatedAt = now,
        };
        Schedule.Plan(integration, now);

        await using (var db = databases.Open(actor.Tenant))
        {
            db.Integrations.Add(integration);
            await store.StoreSecretsAsync(db, actor.Tenant, integration.Id, answers.Value.Secrets, cancellationToken);
            db.Record(actor, clock, "integration.created", new AuditSubject("integration", integration.Id.Value, integration.Name), after: new { integration.Name, integration.ConnectorId });
            await db.SaveChangesAsync(cancellationToken);
        }

        await startSync.RunAsync(actor, integration.Id, SyncScope.All, SyncTrigger.Setup, cancellationToken);
        await using var read = databases.Open(actor.Tenant);
        return await ListIntegrations.ViewAsync(read, integration, clock.GetUtcNow(), cancellationToken);
    }
}

/// <summary>The rules for an integration's name.</summary>
internal static class IntegrationName
{
    private const int MaxLength = 100;

    public static InvalidValue? Refuses(string name) =>
        string.IsNullOrWhiteSpace(name) ? new InvalidValue("name", "An integration needs a name.")
        : name.Trim().Length > MaxLength ? new InvalidValue("name", $"The name is longer than {MaxLength} characters.")
        : name.Any(char.IsControl) || !StorableText.IsStorable(name) ? new InvalidValue("name", "The name holds control characters or broken ones.")
        : null;
}

/// <summary>The connection does not work, so nothing was saved.</summary>
public sealed record ConnectionTestFailed(ConnectionTest Test) : Refusal(
    RefusalKind.Invalid,
    Test.Code,
    $"Nothing was saved because the connection test failed: {Test.Message}",
    Test.Cure ?? "Test the connection and try again.");
