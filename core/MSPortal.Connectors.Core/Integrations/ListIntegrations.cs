using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Lists the tenant's integrations by name.</summary>
public sealed class ListIntegrations(Databases databases, TimeProvider clock)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<IntegrationView>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var integrations = await db.Integrations.AsNoTracking().OrderBy(i => i.Name).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        List<IntegrationView> views = [];
        foreach (var integration in integrations)
            views.Add(await ViewAsync(db, integration, clock.GetUtcNow(), cancellationToken));
        return views;
    }

    internal static async Task<IntegrationView> ViewAsync(ConnectorsDb db, Integration integration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == integration.Id);
        var open = await runs.Where(r => r.State == SyncState.Queued || r.State == SyncState.Running).ToListAsync(cancellationToken);

        // A run that waits for the end of what the vendor asked for is planned, not under way.
        var current = open.Find(r => r.State == SyncState.Running) ?? open.Find(r => r.DueAt <= now + AtOnce);
        var wait = await VendorWait.AfterAsync(db, integration, now, cancellationToken);
        var last = await runs.Where(r => r.State != SyncState.Queued && r.State != SyncState.Running)
            .OrderByDescending(r => r.FinishedAt).FirstOrDefaultAsync(cancellationToken);

        var state = current is not null ? IntegrationState.Syncing
            : integration.AttentionCode is not null ? IntegrationState.Attention
            : integration.IsPaused ? IntegrationState.Paused
            : IntegrationState.Ok;
        DateTimeOffset?[] next = [integration.NextContainersAt, integration.NextDevicesAt];
        return new IntegrationView(
            integration.Id.Value,
            integration.ConnectorId,
            integration.Name,
            state,
            integration.AttentionCode is null ? null : new SyncError(integration.AttentionCode, integration.AttentionMessage ?? "", integration.AttentionCure ?? ""),
            integration.AccountId is null ? null : new ObservedAccount(integration.AccountId, integration.AccountName),
            await CountAsync(db, integration.Id, cancellationToken),
            new ScheduleView(integration.ContainersCron, integration.DevicesCron, integration.IsPaused),
            last is null ? null : SyncRunView.From(last),
            current is null ? null : SyncRunView.From(current),
            next.Min(),
            wait?.Until,
            wait?.Reason,
            integration.RootContainerId?.Value,
            integration.MissingLimit,
            integration.OnMove,
            integration.CreatedAt);
    }

    private static async Task<IntegrationCounts> CountAsync(ConnectorsDb db, IntegrationId id, CancellationToken cancellationToken)
    {
        var containers = db.Containers.Where(c => c.IntegrationId == id && c.NotSeenSince == null);
        var byStatus = await StagedJoin.In(db, id).GroupBy(s => s.Status).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        int Of(params StagedStatus[] statuses) => statuses.Sum(s => byStatus.GetValueOrDefault(s));

        return new IntegrationCounts(
            await containers.CountAsync(cancellationToken),
            await containers.CountAsync(c => c.CompanyId != null, cancellationToken),
            byStatus.Values.Sum() - Of(StagedStatus.ContainerUnmapped),
            Of(StagedStatus.New, StagedStatus.Failed, StagedStatus.TypeUnmapped)
                + await StagedJoin.In(db, id).CountAsync(s => s.Status == StagedStatus.Held && s.Link == null, cancellationToken),
            await db.DeviceLinks.CountAsync(l => l.IntegrationId == id && l.SupersededAt == null, cancellationToken),
            await containers.CountAsync(c => c.Question != null, cancellationToken));
    }
}

/// <summary>Gets one integration.</summary>
public sealed class GetIntegration(Databases databases, TimeProvider clock)
{
    public async Task<Result<IntegrationView>> RunAsync(Actor actor, IntegrationId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var integration = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        return integration is null ? new Missing("integration") : await ListIntegrations.ViewAsync(db, integration, clock.GetUtcNow(), cancellationToken);
    }
}
