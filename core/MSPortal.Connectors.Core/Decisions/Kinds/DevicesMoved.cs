using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Imported devices that the vendor now has in a container of another company: a decision for each company they are of and container they are in.</summary>
public sealed class DevicesMoved(Databases databases, MakePlan make, ApplyPlan apply, KeepDevices keep, SnoozeDecisions snooze, TimeProvider clock) : IDecisionSource
{
    private const string Move = "move";
    private const string Leave = "leave";
    private const string Wait = "wait";
    private const int DaysToWait = 7;

    public DecisionKind Kind => DecisionKind.DevicesMoved;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var held = Held(db);
        var groups = await held
            .GroupBy(s => new { s.Record.IntegrationId, s.Record.ContainerId, From = s.Device!.CompanyId, To = s.Container!.CompanyId, ContainerName = s.Container.Name })
            .Select(g => new { g.Key.IntegrationId, g.Key.ContainerId, g.Key.From, g.Key.To, g.Key.ContainerName, Count = g.Count(), Placed = g.Count(s => s.Record.PlacedAt != null), Since = g.Min(s => s.Record.PlacedAt), First = g.Min(s => s.Record.Name), Last = g.Max(s => s.Record.Name) })
            .ToListAsync(cancellationToken);
        if (groups.Count == 0)
            return [];

        CompanyId[] companyIds = [.. groups.SelectMany(g => new[] { g.From, g.To!.Value }).Distinct()];
        var companies = await db.Companies.AsNoTracking().Where(c => companyIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        var integrations = await db.Integrations.AsNoTracking().ToDictionaryAsync(i => i.Id, i => new { i.Name, i.OnMove }, cancellationToken);
        var paths = await ContainerPaths.OfAsync(db, [.. groups.Select(g => g.ContainerId!.Value).Distinct()], cancellationToken);
        var decided = await DecidedAsync(db, [.. groups.Select(g => g.ContainerId!.Value).Distinct()], cancellationToken);
        return [.. groups.Where(g => companies.ContainsKey(g.From) && companies.ContainsKey(g.To!.Value) && integrations.ContainsKey(g.IntegrationId)).Select(g =>
        {
            var (from, to) = (companies[g.From], new CompanyRef(g.To!.Value.Value, companies[g.To.Value]));
            var where = paths.GetValueOrDefault(g.ContainerId!.Value, g.ContainerName);
            return new Decision
            {
                Id = Decision.IdOf(Kind, g.IntegrationId.Value, g.From.Value, g.ContainerId?.Value),
                Kind = Kind,
                What = g.Count == 1 ? $"1 device of {from} is now in \"{where}\", which belongs to {to.Name}." : $"{g.Count} devices of {from} are now in \"{where}\", which belongs to {to.Name}.",
                Why = integrations[g.IntegrationId].OnMove == MoveChoice.Follow
                    ? "The vendor moved so many devices to other companies at once that none of them followed: it may be a mistake there. They stay where they are until somebody says so."
                    : "The vendor moved them, or the container was mapped anew. They stay where they are until somebody says so.",

                // Many at once may be a mistake: who answers all as recommended must not move a fleet by it.
                Recommended = integrations[g.IntegrationId].OnMove == MoveChoice.Follow ? Wait : Move,
                Answers = [new DecisionAnswer(Move, $"Move to {to.Name}"), new DecisionAnswer(Leave, $"Leave with {from}"), new DecisionAnswer(Wait, "Look at the vendor first, and ask again in a week")],
                Count = g.Count,
                Sample = new Waiting(g.Count, g.First, g.Last).Sample,
                Integration = new IntegrationRef(g.IntegrationId.Value, integrations[g.IntegrationId].Name),
                Company = to,
                Link = $"/integrations/{g.IntegrationId.Value}/devices?status=held&company={to.Id}",

                // The vendor moved them, or their container got this company: what came last.
                Since = g.Placed < g.Count ? null : Waiting.Later(g.Since, decided.GetValueOrDefault(g.ContainerId!.Value)),
                Fingerprint = Prints.Of(g.To.Value.Value),
                Subject = (g.IntegrationId, g.ContainerId!.Value, g.From, To: g.To.Value),
            };
        })];
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var (integration, container, from, to) = ((IntegrationId, ContainerId, CompanyId, CompanyId))decision.Subject!;
        if (answer == Wait)
        {
            if (actor.Lacks(Permission.ImportDevices) is { } refusal)
                return refusal;

            await snooze.RunAsync(actor, [decision], clock.GetUtcNow().AddDays(DaysToWait), "decision.snoozed", cancellationToken);
            return null;
        }

        if (answer == Leave)
        {
            var kept = await keep.RunAsync(actor, integration, container, from, cancellationToken);
            return kept.IsOk && kept.Value == 0 ? new DecisionGone() : kept.Refusal;
        }

        await using var db = databases.Open(actor.Tenant);
        var ids = await Held(db)
            .Where(s => s.Record.IntegrationId == integration && s.Record.ContainerId == container && s.Device!.CompanyId == from && s.Container!.CompanyId == to)
            .Select(s => s.Record.Id)
            .Take(ImportSelection.MaxNamed)
            .ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return new DecisionGone();

        // As a plan, so that it is kept what moved, and can be taken back.
        var plan = await make.RunAsync(actor, new PlanRequest(PlanKind.Import, integration.Value) { StagedDeviceIds = ids.ConvertAll(i => i.Value) }, cancellationToken);
        return plan.IsOk ? (await apply.RunAsync(actor, new PlanId(plan.Value.Id), [], cancellationToken)).Refusal : plan.Refusal;
    }

    // Of those that inherit it is the decision about the container above that counts.
    private static async Task<Dictionary<ContainerId, DateTimeOffset?>> DecidedAsync(ConnectorsDb db, ContainerId[] ids, CancellationToken cancellationToken) =>
        await db.Containers.Where(c => ids.Contains(c.Id))
            .Select(c => new { c.Id, At = db.Containers.Where(o => o.TenantId == c.TenantId && o.Id == (c.InheritedFromId ?? c.Id)).Select(o => o.DecidedAt).FirstOrDefault() })
            .ToDictionaryAsync(c => c.Id, c => c.At, cancellationToken);

    // Those of a container in doubt wait for its question, and those of an integration that follows move by themselves unless too many did at once.
    private static IQueryable<StagedJoin> Held(ConnectorsDb db) => StagedJoin
        .Of(db, db.StagedDevices.Where(d => db.Integrations.Any(i => i.TenantId == d.TenantId && i.Id == d.IntegrationId
            && (i.OnMove == MoveChoice.Hold || (i.OnMove == MoveChoice.Follow && d.IsMoveHeld)))))
        .Where(s => (!s.Record.IsMoveHeld || s.Record.MovedTo == s.Container!.CompanyId || db.Integrations.Any(i => i.TenantId == s.Record.TenantId && i.Id == s.Record.IntegrationId && i.OnMove == MoveChoice.Hold)) && s.Status == StagedStatus.Held && s.Link != null && s.Link.SupersededAt == null && !s.Container!.HoldsNewDevices);
}
