using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Import;

/// <summary>Starts an import in the background. A key that was used before gives the import it started then.</summary>
public sealed class StartImport(Databases databases, IJobQueue jobs, TimeProvider clock)
{
    public async Task<Result<ImportView>> RunAsync(
        Actor actor,
        IntegrationId integrationId,
        ImportSelection selection,
        string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;
        if (Refuses(selection, idempotencyKey) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        var integration = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == integrationId, cancellationToken);
        if (integration is null)
            return new Missing("integration");
        if (await EarlierAsync(db, integrationId, selection, idempotencyKey, cancellationToken) is { } earlier)
            return earlier;
        if (selection.TypeKey is { } unusable && !StorableText.IsKey(unusable, ProviderType.MaxKeyLength))
            return new Missing("provider device type");
        if (selection.TypeKey is { } key && !await db.ProviderTypes.AnyAsync(t => t.IntegrationId == integrationId && t.Key == key, cancellationToken))
            return new Missing("provider device type");
        if (!await db.Containers.AnyAsync(c => c.IntegrationId == integrationId && c.CompanyId != null, cancellationToken))
            return new NothingMapped();
        var import = new DeviceImport
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<DeviceImportId>(clock),
            IntegrationId = integrationId,
            Selection = JsonSerializer.Serialize(selection with { StagedDeviceIds = selection.StagedDeviceIds?.Distinct().ToArray() }),
            IdempotencyKey = idempotencyKey,
            RequestedBy = actor.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Imports.Add(import);
        db.Record(actor, clock, "import.started", new AuditSubject("integration", integrationId.Value, integration.Name), after: new
        {
            import = import.Id.Value,
            devices = selection.StagedDeviceIds?.Count,
            selection.TypeKey,
            selection.All,
        });
        if (!await db.TrySaveAsync(cancellationToken))
        {
            // The same key came in twice at once: the index let one of them through.
            db.ChangeTracker.Clear();
            return await EarlierAsync(db, integrationId, selection, idempotencyKey, cancellationToken) ?? new Missing("integration");
        }

        jobs.WakeImport(actor.Tenant, import.Id);
        return ImportView.From(import, []);
    }

    // The import that the key started, or why it can't be meant; null when the key is new.
    private static async Task<Result<ImportView>?> EarlierAsync(ConnectorsDb db, IntegrationId integration, ImportSelection selection, string? key, CancellationToken cancellationToken)
    {
        var import = key is null ? null : await db.Imports.AsNoTracking()
            .SingleOrDefaultAsync(i => i.IntegrationId == integration && i.IdempotencyKey == key, cancellationToken);
        if (import is null)
            return null;

        return JsonSerializer.Deserialize<ImportSelection>(import.Selection)!.ChoosesTheSame(selection)
            ? await GetImport.ViewAsync(db, import, cancellationToken)
            : new IdempotencyKeyReused(key!, import.CreatedAt);
    }

    private static InvalidValue? Refuses(ImportSelection selection, string? key)
    {
        var ways = (selection.IsNamed ? 1 : 0) + (selection.TypeKey is null ? 0 : 1) + (selection.All ? 1 : 0);
        if (ways != 1)
            return new InvalidValue("selection", "Give exactly one of stagedDeviceIds, typeKey and all.");
        if (selection.StagedDeviceIds is { Count: 0 })
            return new InvalidValue("stagedDeviceIds", "No device was chosen.", "Choose at least one device.");
        if (selection.StagedDeviceIds is { Count: > ImportSelection.MaxNamed })
            return new InvalidValue("stagedDeviceIds", $"More than {ImportSelection.MaxNamed} devices were named.", "Use all, or several imports.");

        return key is null || StorableText.IsKey(key, 200) ? null
            : new InvalidValue("Idempotency-Key", StorableText.NoKey("The key", 200));
    }
}

/// <summary>The key stands for another request.</summary>
public sealed record IdempotencyKeyReused(string Key, DateTimeOffset UsedAt) : Refusal(
    RefusalKind.Invalid,
    "idempotency_key_reused",
    string.Create(CultureInfo.InvariantCulture, $"Idempotency-Key: \"{Key}\" was used at {UsedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} for an import of other devices. Nothing was imported now."),
    "Give each import a new key of its own; repeat a key only with the very same body.");

/// <summary>No container is mapped, so there is nothing to import.</summary>
public sealed record NothingMapped() : Refusal(
    RefusalKind.Conflict,
    "nothing_mapped",
    "No container of this integration is mapped to a company, so no device can be imported.",
    "Map at least one container first.");

/// <summary>Gets an import with the failures it has so far.</summary>
public sealed class GetImport(Databases databases)
{
    private const int FailuresShown = 1_000;

    public async Task<Result<ImportView>> RunAsync(Actor actor, IntegrationId integration, DeviceImportId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.IntegrationId == integration, cancellationToken);
        return import is null ? new Missing("import") : await ViewAsync(db, import, cancellationToken);
    }

    /// <summary>The latest import of an integration; null when there was none.</summary>
    public async Task<ImportView?> LatestAsync(Actor actor, IntegrationId integration, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var import = await db.Imports.AsNoTracking()
            .Where(i => i.IntegrationId == integration)
            .OrderByDescending(i => i.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return import is null ? null : await ViewAsync(db, import, cancellationToken);
    }

    internal static async Task<ImportView> ViewAsync(ConnectorsDb db, DeviceImport import, CancellationToken cancellationToken)
    {
        var failures = await db.ImportFailures.AsNoTracking()
            .Where(f => f.ImportId == import.Id)
            .OrderBy(f => f.Name)
            .Take(FailuresShown)
            .Select(f => new ImportFailureView(f.StagedDeviceId.Value, f.Name, f.Code, f.Message, f.Cure))
            .ToListAsync(cancellationToken);
        return ImportView.From(import, failures);
    }
}
