using MSPortal.Connectors.Core.Audit;
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
    public async Task<Result<IntegrationDeleted>> RunAsync(Actor actor, IntegrationId id, bool removeDevices, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        using var span = Trace.Start("integration.delete");
        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeLinkTurnAsync(cancellationToken);
        var beside = await db.DeviceLinks.Where(l => l.IntegrationId != id && db.DeviceLinks.Any(o => o.DeviceId == l.DeviceId && o.IntegrationId == id))
            .Select(l => new { l.DeviceId, l.IntegrationId }).ToListAsync(cancellationToken);
        await db.TakeTurnsAsync([id, .. beside.Select(l => l.IntegrationId)], cancellationToken);
        var integration = await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (integration is null)
            return new Missing("integration");

        // A worker at work finds its run gone at its next page, and stops.
        var links = db.DeviceLinks.Where(l => l.IntegrationId == id);
        var linked = await links.Select(l => l.DeviceId).Distinct().CountAsync(cancellationToken);
        var containers = await db.Containers.CountAsync(c => c.IntegrationId == id, cancellationToken);
        var staged = await db.StagedDevices.CountAsync(d => d.IntegrationId == id, cancellationToken);
        var removed = !removeDevices ? 0 : await db.Devices
            .Where(d => links.Any(l => l.DeviceId == d.Id) && !db.DeviceLinks.Any(l => l.DeviceId == d.Id && l.IntegrationId != id))
            .ExecuteDeleteAsync(cancellationToken);

        var result = new IntegrationDeleted(containers, staged, removed, linked - removed);
        await links.ExecuteDeleteAsync(cancellationToken);
        await db.JoinedDevices.Where(j => !db.DeviceLinks.Any(l => l.OwnDeviceId == j.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.StagedDevices.Where(d => d.IntegrationId == id).ExecuteDeleteAsync(cancellationToken);
        db.Integrations.Remove(integration);
        db.Record(actor, clock, "integration.deleted", new AuditSubject("integration", id.Value, integration.Name), new { integration.Name, integration.ConnectorId }, result);
        await RefillDevices.RunAsync(db, beside.Select(l => l.DeviceId), new ChangeOrigin(actor.Name, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync("integration.delete.commit", cancellationToken);
        return result;
    }
}
