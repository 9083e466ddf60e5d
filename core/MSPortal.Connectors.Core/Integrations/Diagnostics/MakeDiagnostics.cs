using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Core.Integrations.Diagnostics;

/// <summary>Makes the file about an integration that its admin sends to support or to a connector's author.</summary>
public sealed class MakeDiagnostics(
    Databases databases,
    ConnectorCatalog catalog,
    IntegrationAnswers answers,
    OperatorSettings settings,
    RetentionPolicy retention,
    VendorHttpOptions http,
    TimeProvider clock)
{
    private const int Format = 1;

    public async Task<Result<DiagnosticsFile>> RunAsync(Actor actor, IntegrationId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        if (await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } integration)
            return new Missing("integration");

        var now = clock.GetUtcNow();
        var view = await ListIntegrations.ViewAsync(db, integration, now, cancellationToken);
        var wait = await VendorWait.OfAsync(db, integration, now, cancellationToken);
        var runs = await LastRuns.ReadAsync(db, id, cancellationToken);
        var (secrets, areReadable) = await SecretsAsync(actor.Tenant, id, cancellationToken);
        var entry = catalog.Entries.FirstOrDefault(e => e.Id == integration.ConnectorId);
        var redaction = await Redaction.OfAsync(
            db,
            id,
            [.. runs.Sentences, integration.Name, integration.AttentionMessage, integration.AttentionCure, wait?.Reason, entry?.FailureReason, entry?.FailureCure],
            [.. secrets, .. runs.RejectedIds, integration.AccountName],
            cancellationToken);

        var bundle = new DiagnosticsBundle(
            Format,
            now,
            ProductFacts.Here,
            await DatabaseAsync(db, cancellationToken),
            new HostFacts(
                databases.Options.Lease.Length.TotalSeconds, databases.Options.RecordsTogether, http.BudgetShare, http.AttemptTimeout.TotalSeconds,
                retention.RunDays, retention.KeepRuns, retention.NoteDays, retention.DeviceDays),
            Connector(integration.ConnectorId, entry, redaction),
            view.State,
            integration.IsPaused,
            new IntegrationFactsForSupport(
                id.Value,
                redaction.Own(integration.Name),
                integration.CreatedAt,
                integration.AccountId is { } account ? Account(account) : null,
                await SettingsAsync(db, integration, cancellationToken),
                areReadable,
                view.Schedule,
                integration.NextContainersAt,
                integration.NextDevicesAt,
                redaction.Clean(view.Attention),
                view.Counts,
                integration.MappingVersion,
                integration.RootContainerId is not null,
                integration.MissingLimit,
                integration.OnMove),
            await VendorAsync(db, integration, wait, redaction, cancellationToken),
            await StagingAsync(db, id, cancellationToken),
            runs.Errors(redaction),
            runs.VendorErrors(),
            await ImportFailuresAsync(db, id, cancellationToken),
            runs.Reasons(redaction),
            runs.Facts(redaction));

        db.Record(actor, clock, "diagnostics.downloaded", new AuditSubject("integration", id.Value, integration.Name), after: new { Runs = bundle.Runs.Count });
        await db.SaveChangesAsync(cancellationToken);

        // A name that tells of somebody else does not get into the file's either.
        var isHarmless = bundle.Integration.Name == integration.Name;
        return new DiagnosticsFile(DiagnosticsFile.NameOf(isHarmless ? integration.Name : integration.ConnectorId, now), bundle);
    }

    private static async Task<DatabaseFacts> DatabaseAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        DbConnection connection = db.Database.GetDbConnection();
        var version = connection.ServerVersion;
        await db.Database.CloseConnectionAsync();
        return new DatabaseFacts(
            db is PostgreSqlDb ? DatabaseEngine.PostgreSql : DatabaseEngine.Sqlite,
            version,
            (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault(),
            (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count());
    }

    private ConnectorFacts Connector(string id, ConnectorEntry? entry, Redaction redaction) => new(
        id,
        entry?.Name,
        entry?.Version,
        entry?.Status,
        entry?.Manifest?.Stage,
        entry?.FailureReason is { } reason ? redaction.Own(reason) : null,
        entry?.FailureCure is { } cure ? redaction.Own(cure) : null,
        entry?.Manifest?.RequestLimit,
        settings.BaseAddresses.ContainsKey(id));

    private static string Account(string id) => id.Contains('@', StringComparison.Ordinal) ? "(left out)" : id;

    private async Task<(IReadOnlyList<string> Values, bool AreReadable)> SecretsAsync(TenantId tenant, IntegrationId id, CancellationToken cancellationToken)
    {
        try
        {
            return ([.. (await answers.ReadAsync(tenant, id, cancellationToken)).Answers.Values], true);
        }
        catch (VaultException)
        {
            // That is for the file to tell.
            return ([], false);
        }
    }

    private async Task<IReadOnlyList<SettingFacts>> SettingsAsync(ConnectorsDb db, Integration integration, CancellationToken cancellationToken)
    {
        var secrets = await db.IntegrationSecrets.AsNoTracking().Where(s => s.IntegrationId == integration.Id)
            .ToDictionaryAsync(s => s.Field, s => s.ChangedAt, StringComparer.Ordinal, cancellationToken);
        var plain = IntegrationAnswers.Settings(integration.Settings);
        var fields = catalog.Find(integration.ConnectorId)?.Setup.SelectMany(s => s.Fields).ToDictionary(f => f.Key, StringComparer.Ordinal) ?? [];
        return
        [
            .. fields.Keys.Concat(plain.Keys).Concat(secrets.Keys).Distinct(StringComparer.Ordinal).Select(key => new SettingFacts(
                key,
                secrets.ContainsKey(key) || fields.GetValueOrDefault(key) is SecretField,
                secrets.ContainsKey(key) || plain.ContainsKey(key) ? "set" : "not set",
                fields.GetValueOrDefault(key) is ChoiceField choice && choice.Choices.Any(c => c.Value == plain.GetValueOrDefault(key)) ? plain[key] : null,
                secrets.TryGetValue(key, out var changedAt) ? changedAt : null)),
        ];
    }

    private static async Task<VendorStanding> VendorAsync(
        ConnectorsDb db, Integration integration, VendorWait? wait, Redaction redaction, CancellationToken cancellationToken)
    {
        var credential = await db.VendorCredentials.AsNoTracking()
            .SingleOrDefaultAsync(c => c.ConnectorId == integration.ConnectorId && c.CredentialKey == integration.CredentialKey, cancellationToken);
        return new VendorStanding(
            wait?.Until,
            wait is null ? null : redaction.Clean(wait.Reason),
            credential?.BlockCode is { } code ? Redaction.Code(code) : null,
            credential?.Pace,
            credential?.PaceAt,
            credential?.Refusals ?? 0,
            credential?.SeenAt);
    }

    private static async Task<StagingFacts> StagingAsync(ConnectorsDb db, IntegrationId id, CancellationToken cancellationToken)
    {
        var containers = db.Containers.Where(c => c.IntegrationId == id);
        var types = db.ProviderTypes.Where(t => t.IntegrationId == id);
        var byStatus = await StagedJoin.In(db, id).GroupBy(s => s.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new StagingFacts(
            await containers.CountAsync(cancellationToken),
            await containers.CountAsync(c => c.CompanyId != null, cancellationToken),
            await containers.CountAsync(c => c.IsSkipped, cancellationToken),
            await containers.CountAsync(c => c.Question != null, cancellationToken),
            await containers.CountAsync(c => c.NotSeenSince != null, cancellationToken),
            await types.CountAsync(cancellationToken),
            await types.CountAsync(t => t.DeviceTypeId != null, cancellationToken),
            await types.CountAsync(t => t.AutoSync, cancellationToken),
            await types.CountAsync(t => t.Ignored, cancellationToken),
            byStatus.OrderBy(s => s.Key).ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.Key.ToString()), s => s.Count),
            await db.LeftOutRecords.CountAsync(r => r.IntegrationId == id, cancellationToken));
    }

    private static async Task<IReadOnlyList<CountedCode>> ImportFailuresAsync(ConnectorsDb db, IntegrationId id, CancellationToken cancellationToken)
    {
        var groups = await db.StagedDevices.Where(s => s.IntegrationId == id && s.FailureCode != null)
            .GroupBy(s => s.FailureCode!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return [.. groups.OrderByDescending(g => g.Count).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new CountedCode(Redaction.Code(g.Key), g.Count))];
    }
}
