using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Tells from the syncs that are kept since when they fail for one reason.</summary>
internal static class FailedSyncs
{
    /// <summary>
    /// When the first sync ended for the reason, of those after the last that ended in another way; null when the last that is kept did
    /// not end for it. One that somebody stopped says nothing.
    /// </summary>
    /// <param name="codes">Error codes that mean the reason.</param>
    public static async Task<DateTimeOffset?> SinceAsync(ConnectorsDb db, IntegrationId integration, string[] codes, CancellationToken cancellationToken)
    {
        var ended = db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == integration && r.FinishedAt != null && r.State != SyncState.Cancelled);
        var otherwise = await ended.Where(r => r.State != SyncState.Failed || r.ErrorCode == null || !codes.Contains(r.ErrorCode)).MaxAsync(r => r.FinishedAt, cancellationToken);
        return await ended.Where(r => otherwise == null || r.FinishedAt > otherwise).MinAsync(r => r.FinishedAt, cancellationToken);
    }
}
