using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>Lets those of a tenant who link records to devices take turns, whichever integrations the records are from.</summary>
/// <remarks>
/// An integration's turn keeps others from its records only: two imports of two integrations would each miss the other's new
/// device, and make two of one. Who needs this turn takes it first, then those of the integrations; so does everybody who
/// takes the turns of several integrations, so that nobody waits in a circle. SQLite has one writer anyway.
/// </remarks>
internal static class LinkTurn
{
    // Tells these locks from any others that are taken on the same database.
    private const int Kind = 0x4C696E6B;

    /// <summary>Waits for the turn and keeps it until the caller's transaction ends. Must come before any other turn.</summary>
    public static Task TakeLinkTurnAsync(this ConnectorsDb db, CancellationToken cancellationToken) => db is not PostgreSqlDb
        ? Task.CompletedTask
        : db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Kind}, hashtext({db.Tenant.Value.ToString()}))", cancellationToken);

    /// <summary>Takes the turns of integrations, always in the same order. After <see cref="TakeLinkTurnAsync"/>.</summary>
    public static async Task TakeTurnsAsync(this ConnectorsDb db, IEnumerable<IntegrationId> integrations, CancellationToken cancellationToken)
    {
        foreach (var integration in integrations.Distinct().OrderBy(i => i.Value))
            await db.TakeTurnAsync(integration, cancellationToken);
    }

    /// <summary>
    /// Locks devices until the transaction ends: pages of two syncs may write one device, each from what both records say, and
    /// neither may work with what the other is about to change.
    /// </summary>
    public static async Task LockDevicesAsync(this ConnectorsDb db, IReadOnlyCollection<DeviceId> devices, CancellationToken cancellationToken)
    {
        if (db is not PostgreSqlDb || devices.Count == 0)
            return;

        Guid[] ids = [.. devices.Select(d => d.Value)];
        var tenant = db.Tenant.Value;
        await db.Database.ExecuteSqlAsync($"select from devices where tenant_id = {tenant} and id = any({ids}) order by id for no key update", cancellationToken);
    }
}
