using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Gives an integration new secrets. Mappings and devices stay. The old secrets stay too when the new ones don't work.</summary>
public sealed class ReplaceCredentials(
    ConnectorCatalog catalog,
    TestConnection test,
    IntegrationAnswers store,
    Databases databases,
    TimeProvider clock)
{
    public async Task<Result<ConnectionTest>> RunAsync(
        Actor actor,
        IntegrationId id,
        IReadOnlyDictionary<string, string?>? secrets,
        bool confirmAccount,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var integration = await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (integration is null)
            return new Missing("integration");
        if (catalog.Find(integration.ConnectorId) is not { } connector)
            return new UnknownConnector(integration.ConnectorId);

        var settings = IntegrationAnswers.Settings(integration.Settings).ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.Ordinal);
        var answers = SetupAnswers.From(connector.Setup, settings, secrets);
        if (!answers.IsOk)
            return answers.Refusal;

        var tested = await test.TryAsync(actor, connector, answers.Value, cancellationToken);
        if (!tested.Ok)
            return new ConnectionTestFailed(tested);

        var account = tested.Observed?.Account;
        if (integration.AccountId is not null && account is not null && account.Id != integration.AccountId && !confirmAccount)
            return new OtherAccount(integration.AccountName ?? integration.AccountId, account.Name ?? account.Id);

        integration.Settings = JsonSerializer.Serialize(answers.Value.Settings);
        integration.AccountId = account?.Id ?? integration.AccountId;
        integration.AccountName = account?.Name ?? integration.AccountName;
        integration.CredentialKey = store.KeyOf(integration.ConnectorId, answers.Value.All);
        integration.WaitUntil = null;
        integration.AttentionCode = integration.AttentionMessage = integration.AttentionCure = null;
        await store.StoreSecretsAsync(db, actor.Tenant, id, answers.Value.Secrets, cancellationToken);
        db.Record(actor, clock, "integration.credentials_replaced", new AuditSubject("integration", id.Value, integration.Name), after: new { secrets = "changed" });
        await db.SaveChangesAsync(cancellationToken);

        // The warning about an account that is connected already is about this very integration.
        return tested with { Checks = [.. tested.Checks.Where(c => c.Code != "account_connected_already")] };
    }
}

/// <summary>The new secrets belong to another vendor account.</summary>
public sealed record OtherAccount(string Old, string New) : Refusal(
    RefusalKind.Conflict,
    "other_account",
    $"The new credentials belong to the account \"{New}\", but this integration reads \"{Old}\".",
    "Make a new integration for the other account. If the account was moved on purpose, confirm it.");
