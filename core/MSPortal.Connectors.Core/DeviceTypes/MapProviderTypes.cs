using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.DeviceTypes;

/// <summary>A provider device type that was mapped.</summary>
/// <param name="Confidence">Probability that it is right; 1 for a device type made for it.</param>
/// <param name="IsNew">Whether the device type was made for it.</param>
public sealed record MappedProviderType(string Key, string Name, DeviceTypeRef DeviceType, double Confidence, bool IsNew);

/// <summary>What Quick Match or Quick Create did.</summary>
public sealed record ProviderTypesMapped(IReadOnlyList<MappedProviderType> Mapped, IReadOnlyList<string> Unmatched);

/// <summary>Maps unmapped provider types to device types of similar names that are there already.</summary>
public sealed class QuickMatchProviderTypes(Databases databases, TimeProvider clock)
{
    /// <param name="apply">False changes nothing, and says what would be mapped.</param>
    public async Task<Result<ProviderTypesMapped>> RunAsync(Actor actor, IntegrationId integration, bool apply, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(integration.Value, cancellationToken);
        var open = await UnmappedTypes.InAsync(db, integration, cancellationToken);
        if (open is null)
            return new Missing("integration");

        var targets = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id.Value.ToString(), cancellationToken);
        var matches = new NameMatcher([.. targets.Select(t => new MatchTarget(t.Key, t.Value.Name, []))], MatchSubject.DeviceType)
            .MatchAll([.. open.Select(t => new MatchQuery(t.Key, t.Name, null))]);
        List<MappedProviderType> mapped = [];
        foreach (var match in matches.Where(m => m.Verdict == MatchVerdict.Automatic))
        {
            var (type, target) = (open.Single(t => t.Key == match.QueryKey), targets[match.Candidates[0].TargetKey]);
            if (apply)
                type.DeviceTypeId = target.Id;
            mapped.Add(new MappedProviderType(type.Key, type.Name, new DeviceTypeRef(target.Id.Value, target.Name), match.Candidates[0].Confidence, false));
        }

        if (!apply)
            return new ProviderTypesMapped(mapped, [.. open.Select(t => t.Key).Except(mapped.Select(m => m.Key))]);

        return await UnmappedTypes.SaveAsync(db, actor, clock, integration, open, mapped, cancellationToken);
    }
}

/// <summary>Makes a device type for each unmapped provider type, unless one of its very name is there, and maps it.</summary>
public sealed class QuickCreateDeviceTypes(Databases databases, TimeProvider clock)
{
    public async Task<Result<ProviderTypesMapped>> RunAsync(Actor actor, IntegrationId integration, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(integration.Value, cancellationToken);
        var open = await UnmappedTypes.InAsync(db, integration, cancellationToken);
        if (open is null)
            return new Missing("integration");

        var existing = await db.DeviceTypes.ToDictionaryAsync(t => t.NameKey, StringComparer.Ordinal, cancellationToken);
        List<MappedProviderType> mapped = [];
        foreach (var type in open)
        {
            var name = DeviceTypeName.From(type);
            var key = NameKey.Of(name);
            var isNew = !existing.TryGetValue(key, out var target);
            if (target is null)
            {
                target = DeviceTypeName.NewType(actor.Tenant, name, clock);
                existing.Add(key, target);
                db.DeviceTypes.Add(target);
            }

            type.DeviceTypeId = target.Id;
            mapped.Add(new MappedProviderType(type.Key, type.Name, new DeviceTypeRef(target.Id.Value, target.Name), 1, isNew));
        }

        return await UnmappedTypes.SaveAsync(db, actor, clock, integration, open, mapped, cancellationToken);
    }
}

internal static class UnmappedTypes
{
    /// <summary>The types to be mapped; null when the integration is not there.</summary>
    public static async Task<List<ProviderType>?> InAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken) =>
        !await db.Integrations.AnyAsync(i => i.Id == integration, cancellationToken)
            ? null
            : await db.ProviderTypes
                .Where(t => t.IntegrationId == integration && t.DeviceTypeId == null && !t.Ignored)
                .OrderBy(t => t.Name)
                .ToListAsync(cancellationToken);

    public static async Task<Result<ProviderTypesMapped>> SaveAsync(
        ConnectorsDb db,
        Actor actor,
        TimeProvider clock,
        IntegrationId integration,
        List<ProviderType> open,
        List<MappedProviderType> mapped,
        CancellationToken cancellationToken)
    {
        var unmatched = open.Where(t => t.DeviceTypeId is null).Select(t => t.Key).ToArray();
        if (mapped.Count > 0)
            db.Record(actor, clock, "provider_types.mapped", new AuditSubject("integration", integration.Value, "Device types"), after: mapped);

        if (!await db.TrySaveAsync(cancellationToken))
            return new Refusal(RefusalKind.Conflict, "device_types_changed", "Somebody changed the device types at the same moment.", "Look at the list again and repeat.");

        await db.Database.CurrentTransaction!.CommitAsync(cancellationToken);
        return new ProviderTypesMapped(mapped, unmatched);
    }
}
