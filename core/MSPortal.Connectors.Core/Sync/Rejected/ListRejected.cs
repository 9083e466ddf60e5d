using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Sync.Rejected;

/// <summary>Lists the records that a run could not use, in the order in which they came.</summary>
public sealed class ListRejected(Databases databases)
{
    /// <param name="request">Its search looks at the vendor's ids and the reasons; it has no columns to sort by.</param>
    public async Task<Result<Page<RejectedView>>> RunAsync(
        Actor actor,
        IntegrationId integration,
        SyncRunId id,
        PageRequest request,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.SyncRuns.AnyAsync(r => r.Id == id && r.IntegrationId == integration, cancellationToken))
            return new Missing("sync run");

        var rows = db.RejectedRows.AsNoTracking().Where(r => r.RunId == id);
        if (request.SearchText is { } text)
            rows = rows.Where(r => (r.ExternalId != null && SearchInQueries.Finds(r.ExternalId, text.Wanted, text.Regex)) || SearchInQueries.Finds(r.Reason, text.Wanted, text.Regex));
        return await rows.OrderBy(r => r.Number).Select(r => new RejectedView(r.ExternalId, r.Reason)).ToPageAsync(request, cancellationToken);
    }
}
