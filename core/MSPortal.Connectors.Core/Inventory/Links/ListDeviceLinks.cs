using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>A source record of a device.</summary>
/// <param name="Id">The link's, which is the staged device's.</param>
/// <param name="Evidence">Why it belongs to the device, as a sentence.</param>
/// <param name="NotSeenSince">Since when the vendor no longer reports it; null while it does.</param>
/// <param name="SupersededAt">Since when another record has taken its place: it no longer feeds the device. Null while it does.</param>
/// <param name="IsBack">Whether the vendor reports it again although another record has taken its place.</param>
public sealed record LinkView(
    Guid IntegrationId,
    string IntegrationName,
    string ExternalId,
    string? Container,
    string? WebLink,
    string LinkedBy,
    DateTimeOffset LinkedAt,
    DateTimeOffset? NotSeenSince,
    Guid Id,
    Guid StagedDeviceId,
    string Name,
    string? SerialNumber,
    LinkReason Reason,
    string Evidence,
    DateTimeOffset ObservedAt,
    DateTimeOffset? SupersededAt,
    bool IsBack)
{
    /// <summary>Whether the record feeds the device no more.</summary>
    public bool Superseded => SupersededAt is not null;
}

/// <summary>The records of a device.</summary>
public sealed record LinksOfDevice(IReadOnlyList<LinkView> Links);

/// <summary>Lists the records of a device, those that feed it first.</summary>
public sealed class ListDeviceLinks(Databases databases)
{
    public async Task<Result<LinksOfDevice>> RunAsync(Actor actor, DeviceId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.Devices.AnyAsync(d => d.Id == id, cancellationToken))
            return new Missing("device");

        return await OfAsync(db, id, cancellationToken);
    }

    internal static async Task<LinksOfDevice> OfAsync(ConnectorsDb db, DeviceId id, CancellationToken cancellationToken)
    {
        var links = await (
            from link in db.DeviceLinks.AsNoTracking()
            where link.DeviceId == id
            join integration in db.Integrations on new { link.TenantId, Id = link.IntegrationId } equals new { integration.TenantId, integration.Id }
            join record in db.StagedDevices on new { link.TenantId, Id = link.StagedDeviceId } equals new { record.TenantId, record.Id }
            orderby link.LinkedAt
            select new LinkView(
                link.IntegrationId.Value,
                integration.Name,
                link.ExternalId,
                db.Containers.Where(c => c.Id == record.ContainerId).Select(c => c.Name).FirstOrDefault(),
                record.WebLink,
                link.LinkedBy,
                link.LinkedAt,
                record.NotSeenSince,
                link.StagedDeviceId.Value,
                link.StagedDeviceId.Value,
                record.Name,
                record.SerialNumber,
                link.Reason,
                link.Evidence,
                record.Observation.ObservedAt,
                link.SupersededAt,
                link.SupersededAt != null && record.MissedRuns == 0 && record.NotSeenSince == null)).ToListAsync(cancellationToken);
        return new LinksOfDevice([.. links.OrderBy(l => l.Superseded)]);
    }
}
