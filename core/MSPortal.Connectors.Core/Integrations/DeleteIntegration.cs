using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>What a deletion took away and what stays.</summary>
public sealed record IntegrationDeleted(int Containers, int StagedDevices, int DevicesRemoved, int DevicesKept);

/// <summary>
/// Deletes an integration for good. Its devices in the inventory are kept or removed, as asked; those that have records of other
/// integrations too are kept, and show what these say.
/// </summary>
public sealed class DeleteIntegration(Databases databases, TimeProvider clock)
{
    private const int DevicesAtOnce = 1_000;

    public async Task<Result<IntegrationDeleted>> RunAsync(Actor actor, IntegrationId id, bool removeDevices, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        using var span = Trace.Start("integration.delete");
        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeChangeTurnAsync([id.Value], cancellationToken);
        await db.TakeLinkTurnAsync(cancellationToken);
        await TakeTurnsAsync(db, id, cancellationToken);
        var integration = await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (integration is null)
            return new Missing("integration");

        var links = db.DeviceLinks.Where(l => l.IntegrationId == id);
        var removed = !removeDevices ? 0 : await db.Devices
            .Where(d => links.Any(l => l.TenantId == d.TenantId && l.DeviceId == d.Id) && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.DeviceId == d.Id && l.IntegrationId != id))
            .ExecuteDeleteAsync(cancellationToken);
        var result = await TakeAwayAsync(db, actor, integration, removed, clock, cancellationToken);
        await transaction.CommitAsync("integration.delete.commit", cancellationToken);
        return result;
    }

    /// <summary>Takes the turn of the integration, and of those that feed its devices too. After that of those who link.</summary>
    internal static async Task TakeTurnsAsync(ConnectorsDb db, IntegrationId id, CancellationToken cancellationToken) =>
        await db.TakeTurnsAsync([id, .. await Beside(db, id).Select(l => l.IntegrationId).Distinct().ToListAsync(cancellationToken)], cancellationToken);

    /// <summary>Takes the integration away with all but its devices. In the caller's transaction, which has the turns.</summary>
    /// <param name="removed">How many of its devices were removed before, in the same transaction.</param>
    internal static async Task<IntegrationDeleted> TakeAwayAsync(
        ConnectorsDb db,
        Actor actor,
        Integration integration,
        int removed,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        // A worker at work finds its run gone at its next page, and stops.
        var id = integration.Id;
        var links = db.DeviceLinks.Where(l => l.IntegrationId == id);
        var kept = await links.Select(l => l.DeviceId).Distinct().CountAsync(cancellationToken);
        var beside = await Beside(db, id).Select(l => l.DeviceId).Distinct().ToListAsync(cancellationToken);
        var containers = await db.Containers.CountAsync(c => c.IntegrationId == id, cancellationToken);
        var staged = await db.StagedDevices.CountAsync(d => d.IntegrationId == id, cancellationToken);

        var result = new IntegrationDeleted(containers, staged, removed, kept);
        var origin = new ChangeOrigin(actor.Name, clock.GetUtcNow());
        await TellAsync(db, integration, beside, origin, cancellationToken);
        await links.ExecuteDeleteAsync(cancellationToken);
        await db.JoinedDevices.Where(j => !db.DeviceLinks.Any(l => l.TenantId == j.TenantId && l.OwnDeviceId == j.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.StagedDevices.Where(d => d.IntegrationId == id).ExecuteDeleteAsync(cancellationToken);
        db.Integrations.Remove(integration);
        db.Record(actor, clock, "integration.deleted", new AuditSubject("integration", id.Value, integration.Name), new { integration.Name, integration.ConnectorId }, result);
        await RefillDevices.RunAsync(db, beside, origin, cancellationToken);
        return result;
    }

    // Devices that others tell of too lose a record: their history says which.
    private static async Task TellAsync(ConnectorsDb db, Integration integration, IReadOnlyList<DeviceId> devices, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        var names = new Dictionary<IntegrationId, string> { [integration.Id] = integration.Name };
        foreach (var some in devices.Chunk(DevicesAtOnce))
        {
            var records = await db.DeviceLinks.AsNoTracking()
                .Where(l => l.IntegrationId == integration.Id && some.Contains(l.DeviceId))
                .Join(db.StagedDevices, l => l.StagedDeviceId, d => d.Id, (l, d) => new { l.DeviceId, d.Name, l.ExternalId })
                .ToListAsync(cancellationToken);
            foreach (var record in records)
                DeviceHistory.Unlinked(db, record.DeviceId, RecordText.Of(names, integration.Id, record.Name, record.ExternalId), origin);
        }
    }

    // Records of other integrations that tell of the same devices.
    private static IQueryable<DeviceLink> Beside(ConnectorsDb db, IntegrationId id) =>
        db.DeviceLinks.Where(l => l.IntegrationId != id && db.DeviceLinks.Any(o => o.TenantId == l.TenantId && o.DeviceId == l.DeviceId && o.IntegrationId == id));
}
