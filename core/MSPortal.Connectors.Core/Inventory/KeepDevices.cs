using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>
/// A person leaves the imported devices of a container with the company that they are of, although the container belongs to another
/// one. Nothing moves them there any more, whatever the integration does with devices that move.
/// </summary>
public sealed class KeepDevices(Databases databases, TimeProvider clock)
{
    private const int RowsAtOnce = 1_000;

    /// <param name="from">The company that they are of.</param>
    /// <returns>How many were left.</returns>
    public async Task<Result<int>> RunAsync(Actor actor, IntegrationId integration, ContainerId container, CompanyId from, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeTurnAsync(integration, cancellationToken);
        if (await db.Containers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == container && c.IntegrationId == integration, cancellationToken) is not { CompanyId: { } to } place)
            return new Missing("container");

        var ids = await StagedJoin.Of(db, db.StagedDevices.Where(d => d.ContainerId == container))
            .Where(s => s.Status == StagedStatus.Held && s.Link != null && s.Link.SupersededAt == null && s.Device!.CompanyId == from)
            .Select(s => s.Record.Id)
            .ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return 0;

        foreach (var some in ids.Chunk(RowsAtOnce))
            await db.StagedDevices.Where(d => some.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.KeptFrom, to), cancellationToken);

        await MovesBrake.EaseAsync(db, integration, cancellationToken);
        var names = await db.Companies.AsNoTracking().Where(c => c.Id == from || c.Id == to).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        db.Record(actor, clock, "devices.kept", new AuditSubject("container", container.Value, place.Name), before: null, after: new { Devices = ids.Count, Company = names.GetValueOrDefault(from), Not = names.GetValueOrDefault(to) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids.Count;
    }
}
