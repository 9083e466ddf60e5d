using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Keeps and reads the wizard's answers of an integration: plain settings, and secrets through the vault.</summary>
public sealed class IntegrationAnswers(Databases databases, SecretVault vault, TimeProvider clock)
{
    /// <summary>All answers, the secrets in clear. For connecting only.</summary>
    /// <exception cref="VaultException">A secret can't be opened.</exception>
    public async Task<(string ConnectorId, IReadOnlyDictionary<string, string> Answers)> ReadAsync(
        TenantId tenant,
        IntegrationId id,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Open(tenant);
        var integration = await db.Integrations.AsNoTracking().SingleAsync(i => i.Id == id, cancellationToken);
        var secrets = await db.IntegrationSecrets.AsNoTracking().Where(s => s.IntegrationId == id).ToListAsync(cancellationToken);

        var answers = Settings(integration.Settings);
        foreach (var secret in secrets)
            answers[secret.Field] = vault.Open(Place(tenant, id, secret.Field, secret.Version), secret.Envelope);

        // Those saved before there were names for credentials get theirs now.
        var key = KeyOf(integration.ConnectorId, answers);
        if (integration.CredentialKey != key)
            await db.Integrations.Where(i => i.Id == id).ExecuteUpdateAsync(i => i.SetProperty(x => x.CredentialKey, key), cancellationToken);
        return (integration.ConnectorId, answers);
    }

    /// <summary>Opaque name of the credentials.</summary>
    internal string KeyOf(string connectorId, IReadOnlyDictionary<string, string> answers) => CredentialKey.Of(vault, connectorId, answers);

    /// <summary>Puts secrets into the vault as part of the caller's transaction, replacing those that are there.</summary>
    internal async Task StoreSecretsAsync(
        ConnectorsDb db,
        TenantId tenant,
        IntegrationId id,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken cancellationToken)
    {
        var stored = await db.IntegrationSecrets.Where(s => s.IntegrationId == id).ToListAsync(cancellationToken);
        foreach (var (field, value) in secrets)
        {
            var row = stored.Find(s => s.Field == field);
            var version = (row?.Version ?? 0) + 1;
            var envelope = vault.Seal(Place(tenant, id, field, version), value);
            if (row is null)
            {
                db.IntegrationSecrets.Add(new IntegrationSecret
                {
                    TenantId = tenant,
                    IntegrationId = id,
                    Field = field,
                    Version = version,
                    Envelope = envelope,
                    ChangedAt = clock.GetUtcNow(),
                });
                continue;
            }

            row.Version = version;
            row.Envelope = envelope;
            row.ChangedAt = clock.GetUtcNow();
        }
    }

    internal static Dictionary<string, string> Settings(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    private static SecretPlace Place(TenantId tenant, IntegrationId id, string field, int version) => new(tenant.Value, id.Value, field, version);
}
