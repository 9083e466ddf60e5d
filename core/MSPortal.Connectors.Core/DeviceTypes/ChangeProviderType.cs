using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.DeviceTypes;

/// <summary>What to change of a provider device type; null leaves it as it is.</summary>
/// <param name="DeviceTypeId">The device type it maps to.</param>
/// <param name="Unmap">Takes the mapping away, and with it Auto-Sync.</param>
public sealed record ProviderTypeChange(Guid? DeviceTypeId = null, bool Unmap = false, bool? AutoSync = null, bool? Ignored = null);

/// <summary>Maps a provider device type, and switches Auto-Sync and Ignore. Devices in the inventory keep the type they have.</summary>
public sealed class ChangeProviderType(Databases databases, TimeProvider clock)
{
    public async Task<Result<ProviderTypeView>> RunAsync(
        Actor actor,
        IntegrationId integration,
        string key,
        ProviderTypeChange change,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        if (!StorableText.IsKey(key, ProviderType.MaxKeyLength))
            return new Missing("provider device type");

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(integration.Value, cancellationToken);
        if (change.Ignored is not null)
            await db.TakeTurnAsync(integration, cancellationToken);
        var type = await db.ProviderTypes.SingleOrDefaultAsync(t => t.IntegrationId == integration && t.Key == key, cancellationToken);
        if (type is null)
            return new Missing("provider device type");

        var before = new { type.DeviceTypeId, type.AutoSync, type.Ignored };
        if (change.DeviceTypeId is { } wanted)
        {
            var deviceType = new DeviceTypeId(wanted);
            if (!await db.DeviceTypes.AnyAsync(t => t.Id == deviceType, cancellationToken))
                return new Missing("device type");
            type.DeviceTypeId = deviceType;
        }
        else if (change.Unmap)
        {
            (type.DeviceTypeId, type.AutoSync) = (null, false);
        }

        type.Ignored = change.Ignored ?? type.Ignored;
        if (change.AutoSync == true && (type.DeviceTypeId is null || type.Ignored))
            return new AutoSyncNotPossible(type.Name, type.Ignored);
        type.AutoSync = change.AutoSync ?? (type.AutoSync && !type.Ignored);

        var after = new { type.DeviceTypeId, type.AutoSync, type.Ignored };
        if (!after.Equals(before))
        {
            db.Record(actor, clock, "provider_type.changed", new AuditSubject("provider_type", integration.Value, type.Name), before, after);
            if (!await db.TrySaveAsync(cancellationToken))
                return new Missing("device type");
            await transaction.CommitAsync(cancellationToken);
        }

        return (await ListProviderTypes.ViewsAsync(db, integration, cancellationToken)).Single(t => t.Key == key);
    }
}

/// <summary>Auto-Sync needs a type that is mapped and not ignored.</summary>
public sealed record AutoSyncNotPossible(string Name, bool IsIgnored) : Refusal(
    RefusalKind.Conflict,
    "auto_sync_not_possible",
    IsIgnored ? $"Auto-Sync can't be on for \"{Name}\" while the type is ignored." : $"Auto-Sync can't be on for \"{Name}\" while it maps to no device type.",
    IsIgnored ? "Switch Ignore off first." : "Choose a device type under Maps To first.");
