using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>The wanted order of one section.</summary>
/// <param name="Integrations">The first goes first; none for the default.</param>
public sealed record WantedOrder(FactSection Key, IReadOnlyList<Guid> Integrations);

/// <summary>
/// Changes the order of sources, and brings the devices that several records feed up to date. Sections that are not named keep
/// their order.
/// </summary>
public sealed class ChangeSourceOrder(Databases databases, TimeProvider clock)
{
    public async Task<Result<SourceOrderView>> RunAsync(Actor actor, IReadOnlyList<WantedOrder> wanted, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (Refuses(wanted) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        if (await SaveAsync(db, actor, wanted, cancellationToken) is { } missing)
            return missing;

        // What is not reached here, because the host stops, the next syncs write.
        while (await RefillAsync(db, actor, cancellationToken))
        {
            // Goes on until nothing is left.
        }

        return await GetSourceOrder.OfAsync(db, cancellationToken);
    }

    private async Task<Refusal?> SaveAsync(ConnectorsDb db, Actor actor, IReadOnlyList<WantedOrder> wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var integrations = await CompanyTurns.TakeAllAsync(db, cancellationToken);
        if (wanted.SelectMany(w => w.Integrations).Any(id => !integrations.Contains(new IntegrationId(id))))
            return new Missing("integration");

        var before = await GetSourceOrder.OfAsync(db, cancellationToken);
        FactSection[] sections = [.. wanted.Select(w => w.Key)];
        await db.SourcePlaces.Where(p => sections.Contains(p.Section)).ExecuteDeleteAsync(cancellationToken);
        db.SourcePlaces.AddRange(wanted.SelectMany(w => w.Integrations.Select((id, place) => new SourcePlace
        {
            TenantId = actor.Tenant,
            Section = w.Key,
            IntegrationId = new IntegrationId(id),
            Place = place,
        })));
        await db.SaveChangesAsync(cancellationToken);
        db.Record(actor, clock, "source_order.changed", new AuditSubject("sourceOrder", null, "Source order"), Told(before), Told(await GetSourceOrder.OfAsync(db, cancellationToken)));

        // Says that these devices do not show yet what their records say.
        await db.DeviceLinks
            .Where(l => l.SupersededAt == null && db.DeviceLinks.Any(o => o.TenantId == l.TenantId && o.DeviceId == l.DeviceId && o.StagedDeviceId != l.StagedDeviceId && o.SupersededAt == null))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.AppliedHash, ""), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task<bool> RefillAsync(ConnectorsDb db, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await CompanyTurns.TakeAllAsync(db, cancellationToken);
        var behind = await db.DeviceLinks.Where(l => l.AppliedHash == "" && l.SupersededAt == null).Select(l => l.DeviceId).Distinct().Take(RefillDevices.Size).ToListAsync(cancellationToken);
        if (behind.Count == 0)
            return false;

        await RefillDevices.RunAsync(db, behind, new ChangeOrigin(actor.Name, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return behind.Count == RefillDevices.Size;
    }

    private static InvalidValue? Refuses(IReadOnlyList<WantedOrder> wanted) =>
        wanted.FirstOrDefault(w => !SourceOrder.Sections.Contains(w.Key)) is { } odd
            ? new InvalidValue("sections", $"There is no order for the section {odd.Key}.", $"Use: {string.Join(", ", SourceOrder.Sections.Select(s => s.ToString().ToLowerInvariant()))}.")
        : wanted.Select(w => w.Key).Distinct().Count() != wanted.Count ? new InvalidValue("sections", "A section comes twice.")
        : wanted.Any(w => w.Integrations.Distinct().Count() != w.Integrations.Count) ? new InvalidValue("integrations", "An integration comes twice in one section.")
        : null;

    private static Dictionary<string, IEnumerable<string>> Told(SourceOrderView order) =>
        order.Sections.Where(s => !s.IsDefault).ToDictionary(s => s.Key.ToString().ToLowerInvariant(), s => s.Integrations.Select(i => i.Name));
}
