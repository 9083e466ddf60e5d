using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>An integration in an order.</summary>
public sealed record SourceRef(Guid Id, string Name);

/// <summary>The order of one section.</summary>
/// <param name="IsDefault">Whether nobody has chosen an order: then, for each device, its oldest link goes first.</param>
/// <param name="Integrations">Those that were placed, the first goes first. Others come after them, the oldest link first.</param>
public sealed record SectionOrder(FactSection Key, bool IsDefault, IReadOnlyList<SourceRef> Integrations);

/// <summary>Which integration goes before which, where several tell of one device.</summary>
/// <param name="Available">All integrations of the tenant, by name.</param>
/// <param name="Refill">How far devices are brought up to date with it; null when all are.</param>
public sealed record SourceOrderView(IReadOnlyList<SectionOrder> Sections, IReadOnlyList<SourceRef> Available, RefillView? Refill);

/// <param name="Total">Devices that several records feed.</param>
/// <param name="Done">How many of them show the order by now.</param>
/// <param name="AskedAt">When the order was changed.</param>
public sealed record RefillView(int Total, int Done, DateTimeOffset AskedAt);

/// <summary>Gets the order of sources, section by section.</summary>
public sealed class GetSourceOrder(Databases databases)
{
    public async Task<SourceOrderView> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        return await OfAsync(db, cancellationToken);
    }

    internal static async Task<SourceOrderView> OfAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var integrations = await db.Integrations.AsNoTracking().OrderBy(i => i.Name).ThenBy(i => i.Id).Select(i => new SourceRef(i.Id.Value, i.Name)).ToListAsync(cancellationToken);
        var names = integrations.ToDictionary(i => new IntegrationId(i.Id));
        var places = await db.SourcePlaces.AsNoTracking().OrderBy(p => p.Place).ToListAsync(cancellationToken);
        return new SourceOrderView(
            [.. SourceOrder.Sections.Select(section => new SectionOrder(
                section,
                !places.Exists(p => p.Section == section),
                [.. places.Where(p => p.Section == section).Select(p => names[p.IntegrationId])]))],
            integrations,
            await db.SourceRefills.AsNoTracking().Select(r => new RefillView(r.Total, Math.Min(r.Done, r.Total), r.AskedAt)).SingleOrDefaultAsync(cancellationToken));
    }
}
