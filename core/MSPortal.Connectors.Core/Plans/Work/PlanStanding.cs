using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>
/// Says of plans that wait to be applied whether they still could be, as <see cref="ApplyPlan"/> would find it. Looked at again
/// only when something has happened since that could make a difference.
/// </summary>
public sealed class PlanStanding(Databases databases)
{
    /// <summary>Most rows of plans that a list looks at; of plans beyond that it says that it does not know.</summary>
    internal const int MostRowsAtOnce = 10_000;

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<PlanId, (string Mark, string? What)> _known = new();

    /// <summary>The plan with what stands against it.</summary>
    internal async Task<PlanView> OfAsync(Plan plan, CancellationToken cancellationToken) => (await OfAsync([plan], int.MaxValue, cancellationToken))[0];

    /// <summary>The plans with what stands against them.</summary>
    /// <param name="mostRows">After plans of so many rows no more is looked at that is not known.</param>
    internal async Task<IReadOnlyList<PlanView>> OfAsync(IReadOnlyList<Plan> plans, int mostRows, CancellationToken cancellationToken)
    {
        string? mark = null;
        List<PlanView> views = [];
        foreach (var plan in plans)
        {
            var view = PlanView.From(plan);
            if (plan.State is PlanState.Ready)
            {
                await using var db = databases.Open(plan.TenantId);
                mark ??= await MarkAsync(db, cancellationToken);
                var isKnown = _known.TryGetValue(plan.Id, out var known) && known.Mark == mark;
                if (!isKnown && mostRows > 0)
                {
                    mostRows -= view.Totals.All;
                    known = (mark, await PlanBase.WhyStaleAsync(db, plan, PlanRequest.Read(plan.Parameters), cancellationToken));
                    isKnown = true;
                    Keep(plan.Id, known);
                }

                if (isKnown)
                    view = view with { IsStale = known.What is not null, WhyStale = known.What is { } what ? $"Something has changed since the plan was made: {what}" : null };
            }

            views.Add(view);
        }

        return views;
    }

    private void Keep(PlanId id, (string Mark, string? What) known)
    {
        if (_known.Count >= MostKept)
            _known.Clear();
        _known[id] = known;
    }

    /// <summary>Becomes another with all that could make a plan stale: turns are counted, the pages of syncs are not among them.</summary>
    private static async Task<string> MarkAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var integrations = await db.Integrations.AsNoTracking().OrderBy(i => i.Id)
            .Select(i => new
            {
                i.Id,
                i.Turns,
                i.MappingVersion,
                i.OnMove,
                i.RootContainerId,
                Run = db.SyncRuns.Where(r => r.TenantId == i.TenantId && r.IntegrationId == i.Id && r.StartedAt != null).OrderByDescending(r => r.StartedAt)
                    .Select(r => new { r.Id, r.State, r.Received, r.Pages }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var types = await db.ProviderTypes.AsNoTracking().OrderBy(t => t.IntegrationId).ThenBy(t => t.Key)
            .Select(t => new { t.IntegrationId, t.Key, t.DeviceTypeId, t.AutoSync, t.Ignored }).ToListAsync(cancellationToken);
        var companies = await db.Companies.CountAsync(cancellationToken);
        var deviceTypes = await db.DeviceTypes.CountAsync(cancellationToken);

        // Devices without an integration are moved without a turn.
        var plans = await db.Plans.GroupBy(p => 1).Select(g => new { Applied = g.Max(p => p.AppliedAt), Undone = g.Max(p => p.UndoneAt), Finished = g.Max(p => p.FinishedAt) }).SingleOrDefaultAsync(cancellationToken);
        return Digest.Of(JsonSerializer.Serialize(new { integrations, types, companies, deviceTypes, plans }));
    }
}
