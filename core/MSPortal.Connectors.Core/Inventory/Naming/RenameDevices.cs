using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Naming;

/// <summary>
/// Gives devices the names that the tenant's template makes, in batches, each one transaction. Called by jobs; called twice,
/// late, or by two hosts it comes to the same.
/// </summary>
public sealed class RenameDevices(Databases databases)
{
    private const int BatchSize = 500;

    public async Task RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        while (await FindAsync(tenant, cancellationToken) is { Count: > 0 } outdated)
        {
            foreach (var batch in outdated.Chunk(BatchSize))
                await RenameAsync(tenant, batch, cancellationToken);
        }
    }

    /// <returns>The devices whose names are not by the template; none when there is nothing to do any more, which is then written down.</returns>
    private async Task<List<DeviceId>> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(tenant);
        if (await db.DisplayNameRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { IsPending: true, Version: var version })
            return [];

        var outdated = await db.Devices.Where(d => d.NamedVersion != version).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(cancellationToken);
        if (outdated.Count == 0)
            await db.DisplayNameRules.Where(r => r.Version == version).ExecuteUpdateAsync(r => r.SetProperty(x => x.IsPending, false), cancellationToken);
        return outdated;
    }

    private async Task RenameAsync(TenantId tenant, DeviceId[] ids, CancellationToken cancellationToken)
    {
        using var span = Trace.Start("naming.write");
        await using var db = databases.Open(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var devices = await db.ReadToChangeAsync(ids, cancellationToken);
        var naming = await DeviceNaming.OpenAsync(db, cancellationToken);
        foreach (var device in devices)
            DeviceFields.Show(device, naming);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync("naming.commit", cancellationToken);
    }
}

/// <summary>What makes names out of date other than a change of the template.</summary>
internal static class OutdatedNames
{
    private const int LockedAtOnce = 1_000;

    /// <summary>The company or type of these devices is called otherwise, or is another: their names are made anew soon after.</summary>
    public static async Task OutdateNamesAsync(this ConnectorsDb db, Expression<Func<Device, bool>> which, CancellationToken cancellationToken)
    {
        if (await db.DisplayNameRules.Where(r => r.Template != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.IsPending, true), cancellationToken) > 0)
        {
            // In the order of ids, as everybody locks them.
            var ids = await db.Devices.Where(which).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(cancellationToken);
            foreach (var some in ids.Chunk(LockedAtOnce))
            {
                await db.LockDevicesAsync(some, cancellationToken);
                await db.Devices.Where(d => some.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.NamedVersion, 0), cancellationToken);
            }
        }
    }
}
