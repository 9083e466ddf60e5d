using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Lets those who change an integration's mappings, staged devices, links and ignored types take turns.</summary>
internal static class IntegrationTurn
{
    /// <summary>Waits for the turn and keeps it until the caller's transaction ends. Must come before any other change in it.</summary>
    /// <remarks>
    /// Without it, on PostgreSQL, a page could stage devices of a container that is unmapped at the same moment, and two
    /// imports could import the same device, of which one would then fail. SQLite has one writer anyway. Turns are counted,
    /// so that a sync that keeps staged devices in memory can tell that somebody else was at them.
    /// </remarks>
    public static Task<int> TakeTurnAsync(this ConnectorsDb db, IntegrationId id, CancellationToken cancellationToken) =>
        db.Integrations.Where(i => i.Id == id)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.Turns, x => x.Turns + 1), cancellationToken);
}
