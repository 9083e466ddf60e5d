using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>Gives rows of earlier versions the text that searches look into. Where all have it, it costs a look.</summary>
internal static class FillSearch
{
    private const int RowsAtOnce = 500;

    public static async Task RunAsync(Databases databases, CancellationToken cancellationToken)
    {
        await FillAsync(databases, db => db.Companies.Where(c => c.SearchText == null), cancellationToken);
        await FillAsync(databases, db => db.Devices.Where(d => d.SearchText == null), cancellationToken);
        await FillAsync(databases, db => db.StagedDevices.Where(d => d.SearchText == null), cancellationToken);
        await FillAsync(databases, db => db.DeviceNotes.Where(n => n.SearchText == null), cancellationToken);
        await FillAsync(databases, db => db.OwnValues.Where(v => v.SearchText == null), cancellationToken);
    }

    private static async Task FillAsync<T>(Databases databases, Func<ConnectorsDb, IQueryable<T>> empty, CancellationToken cancellationToken)
        where T : class, ITenantOwned
    {
        int filled;
        do
        {
            await using var db = databases.OpenForAllTenants();
            var rows = await empty(db).Take(RowsAtOnce).ToListAsync(cancellationToken);
            foreach (var row in rows)
                db.Entry(row).Property(nameof(Device.SearchText)).IsModified = true;
            await db.SaveChangesAsync(cancellationToken);
            filled = rows.Count;
        }
        while (filled == RowsAtOnce);
    }
}
