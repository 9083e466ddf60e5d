using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Gets a plan.</summary>
public sealed class GetPlan(Databases databases, Work.PlanStanding standing)
{
    public async Task<Result<PlanView>> RunAsync(Actor actor, PlanId id, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var plan = await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        return plan is null ? new Missing("plan") : await standing.OfAsync(plan, cancellationToken);
    }
}

/// <summary>Lists plans, newest first.</summary>
public sealed class ListPlans(Databases databases, Work.PlanStanding standing)
{
    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["createdAt"];

    /// <param name="integration">Only plans about it; null for all.</param>
    /// <param name="state">Only plans that stand so; null for all.</param>
    public async Task<Page<PlanView>> RunAsync(Actor actor, IntegrationId? integration, PlanState? state, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var plans = db.Plans.AsNoTracking();
        if (integration is not null)
            plans = plans.Where(p => p.IntegrationId == integration);
        if (state is not null)
            plans = plans.Where(p => p.State == state);
        if (request.SearchText is { } text)
        {
            plans = plans.Where(p => SearchInQueries.Finds(p.Title, text.Wanted, text.Regex)
                || SearchInQueries.Finds(p.CreatedBy, text.Wanted, text.Regex)
                || SearchInQueries.Finds(p.IntegrationName!, text.Wanted, text.Regex));
        }

        var sorted = request.Sort == "createdAt" ? plans.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id) : plans.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id);
        var page = await sorted.ToPageAsync(request, cancellationToken);
        return new Page<PlanView>(await standing.OfAsync(page.Items, Work.PlanStanding.MostRowsAtOnce, cancellationToken), page.PageNumber, page.PageSize, page.Total);
    }
}

/// <summary>Lists the rows of a plan.</summary>
public sealed class ListPlanItems(Databases databases)
{
    public async Task<Result<Page<PlanItemView>>> RunAsync(Actor actor, PlanId id, PlanItemFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (await db.Plans.Where(p => p.Id == id).Select(p => p.Summary).SingleOrDefaultAsync(cancellationToken) is not { } summary)
            return new Missing("plan");

        var items = filter.Of(db.PlanItems.AsNoTracking().Where(i => i.PlanId == id), request);
        var page = await items.OrderBy(i => i.Number).ToPageAsync(request, cancellationToken);
        var names = JsonSerializer.Deserialize<PlanSummary>(summary)!.Names;
        return new Page<PlanItemView>([.. page.Items.Select(i => View(i, names))], page.PageNumber, page.PageSize, page.Total);
    }

    private static PlanItemView View(PlanItem item, IReadOnlyDictionary<Guid, string> names) => new(
        PlanItem.IdOf(item.PlanId, item.Number),
        item.StagedDeviceId?.Value,
        item.DeviceId?.Value,
        item.Name,
        item.SerialNumber,
        Ref(item.CompanyId, names),
        Ref(item.FromCompanyId, names),
        item.Change,
        new PlanReason(item.Code, item.Reason),
        item.Outcome,
        item.OutcomeReason);

    private static CompanyRef? Ref(CompanyId? id, IReadOnlyDictionary<Guid, string> names) =>
        id is { } known ? new CompanyRef(known.Value, names.GetValueOrDefault(known.Value, "")) : null;
}
