using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.DeviceTypes;

/// <summary>A provider device type for people and programs.</summary>
/// <param name="DeviceCount">Staged devices of the type.</param>
/// <param name="PendingCount">Those that are neither imported nor gone; zero when the type is ignored.</param>
public sealed record ProviderTypeView(string Key, string Name, int DeviceCount, int PendingCount, DeviceTypeRef? DeviceType, bool AutoSync, bool Ignored);

/// <summary>Lists the provider device types of an integration by name.</summary>
public sealed class ListProviderTypes(Databases databases)
{
    public async Task<Result<IReadOnlyList<ProviderTypeView>>> RunAsync(Actor actor, IntegrationId integration, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        return await db.Integrations.AnyAsync(i => i.Id == integration, cancellationToken)
            ? await ViewsAsync(db, integration, cancellationToken)
            : new Missing("integration");
    }

    internal static async Task<List<ProviderTypeView>> ViewsAsync(ConnectorsDb db, IntegrationId integration, CancellationToken cancellationToken)
    {
        var types = await db.ProviderTypes.AsNoTracking().Where(t => t.IntegrationId == integration).ToListAsync(cancellationToken);
        var names = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        var counts = await StagedJoin.In(db, integration)
            .Where(s => s.Status != StagedStatus.ContainerUnmapped)
            .GroupBy(s => new { s.Record.TypeKey, s.Status })
            .Select(g => new { g.Key.TypeKey, g.Key.Status, Count = g.Count() })
            .ToListAsync(cancellationToken);

        return [.. types.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => new ProviderTypeView(
            t.Key,
            t.Name,
            counts.Where(c => c.TypeKey == t.Key).Sum(c => c.Count),
            counts.Where(c => c.TypeKey == t.Key && c.Status is (StagedStatus.New or StagedStatus.Failed or StagedStatus.TypeUnmapped)).Sum(c => c.Count),
            t.DeviceTypeId is { } id ? new DeviceTypeRef(id.Value, names[id]) : null,
            t.AutoSync,
            t.Ignored))];
    }
}
