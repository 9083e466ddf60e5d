using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Telemetry;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>
/// Brings devices up to date with a changed order of sources, in batches, each one transaction. Called by jobs; called twice,
/// late, or by two hosts it comes to the same.
/// </summary>
public sealed class RunRefill(Databases databases, IJobQueue jobs, TimeProvider clock, ILogger<RunRefill> log)
{
    // Renewed with each batch only, and a batch may take a while.
    private readonly TimeSpan _lease = databases.Options.Lease.Length;

    public async Task RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(tenant, cancellationToken))
            return;

        try
        {
            while (await NextBatchAsync(tenant, cancellationToken))
            {
                // Goes on until nothing is left.
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops: another need not wait until the lease has run out.
            await using var db = databases.Open(tenant);
            await db.SourceRefills.ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null), CancellationToken.None);
            jobs.WakeRefill(tenant);
        }
        catch (Exception e)
        {
            log.LogError(e, "Devices of tenant {Tenant} could not be brought up to date with the new order of sources. It is tried again in {Seconds} seconds; until then they show what they showed before.", tenant.Value, _lease.TotalSeconds);
        }
    }

    private async Task<bool> TakeAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + _lease;
        await using var db = databases.Open(tenant);
        return await db.SourceRefills.Where(r => r.LeaseUntil == null || r.LeaseUntil < now).ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, until), cancellationToken) > 0;
    }

    private async Task<bool> NextBatchAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        using var span = Trace.Start("refill.write");
        await using var db = databases.Open(tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await CompanyTurns.TakeAllAsync(db, cancellationToken);
        if (await db.SourceRefills.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } refill)
            return false;

        var behind = await Behind(db).Take(RefillDevices.Size).ToListAsync(cancellationToken);
        if (behind.Count == 0)
        {
            await db.SourceRefills.ExecuteDeleteAsync(cancellationToken);
        }
        else
        {
            await RefillDevices.RunAsync(db, behind, new ChangeOrigin(refill.By, clock.GetUtcNow()), cancellationToken);
            var until = clock.GetUtcNow() + _lease;
            await db.SourceRefills.ExecuteUpdateAsync(r => r.SetProperty(x => x.Done, x => x.Done + behind.Count).SetProperty(x => x.LeaseUntil, until), cancellationToken);
        }

        await transaction.CommitAsync("refill.commit", cancellationToken);
        return behind.Count > 0;
    }

    /// <summary>The devices that do not show yet what their records say in the order as it is now.</summary>
    internal static IQueryable<DeviceId> Behind(ConnectorsDb db) =>
        db.DeviceLinks.Where(l => l.AppliedHash == "" && l.SupersededAt == null).Select(l => l.DeviceId).Distinct();
}
