using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Staging;

/// <summary>Reads one staged device of an integration.</summary>
public sealed class GetStaged(Databases databases)
{
    public async Task<Result<StagedView>> RunAsync(Actor actor, IntegrationId integration, StagedDeviceId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var isThere = await db.StagedDevices.AnyAsync(d => d.Id == id && d.IntegrationId == integration, cancellationToken);
        var rows = isThere ? await ListStaged.RowsAsync(db, [id], cancellationToken) : [];
        return rows.TryGetValue(id, out var row) ? row : new Missing("staged device");
    }
}
