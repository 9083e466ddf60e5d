using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Tells what plans did with a record and took back again: of a device that an undo took away nothing else is kept.</summary>
internal static class PlanTraces
{
    // Rows of plans have no index by device: no more of them is read than can be read at once.
    private const int MostRows = 200_000;
    private const int MostPlans = 20;

    /// <summary>That imports of the record were undone, or it was left out of one, and what became of it.</summary>
    public static async Task<List<WhyTrace>> UndoneAsync(ConnectorsDb db, StagedDevice record, CancellationToken cancellationToken)
    {
        StagedDeviceId? id = record.Id;
        var (name, serial) = (record.Name, record.SerialNumber);

        // Where it was left out for good, that is told as what keeps it out.
        var tellsLeftOut = record.KeptFrom is null;

        // Staged anew since, it has another id; one that bears the same name and number and is there itself is another.
        return Tell(await RowsAsync(
            db,
            record.IntegrationId,
            p => (p.State == PlanState.Undone && (p.Kind == PlanKind.Import || p.Kind == PlanKind.AutoSync)) || (tellsLeftOut && p.State == PlanState.Applied && p.Kind == PlanKind.Import && p.Excluded > 0),
            i => (i.StagedDeviceId == id && i.Outcome != PlanOutcome.Applied)
                || (i.Outcome != PlanOutcome.Excluded && i.Outcome != PlanOutcome.Applied && serial != null && i.SerialNumber == serial && i.Name == name && !db.StagedDevices.Any(d => d.TenantId == i.TenantId && d.Id == i.StagedDeviceId)),
            cancellationToken));
    }

    /// <summary>The same of devices that nothing is kept of any more, by the whole name or serial number that they had.</summary>
    public static async Task<List<WhyTrace>> UndoneAsync(ConnectorsDb db, IntegrationId integration, string query, CancellationToken cancellationToken)
    {
        var small = query.ToLowerInvariant();
        return Tell(await RowsAsync(db, integration, IsUndone, i => i.SerialNumber!.ToLower() == small || i.Name.ToLower() == small, cancellationToken));
    }

    /// <summary>The last time that a person unticked the record in a plan, or took its import back, so that it stays out of a company; null when it is not kept.</summary>
    public static async Task<PersonsAct?> LeftOutAsync(ConnectorsDb db, StagedDevice record, CancellationToken cancellationToken)
    {
        StagedDeviceId? id = record.Id;
        var company = record.KeptFrom;
        var rows = await RowsAsync(
            db,
            record.IntegrationId,
            p => p.State == PlanState.Undone || p.Excluded > 0,
            i => i.StagedDeviceId == id && i.CompanyId == company,
            cancellationToken);
        return rows
            .Select(r => r switch
            {
                { Row.Outcome: PlanOutcome.Excluded, Plan: { State: not PlanState.Undone, AppliedBy: { } by, AppliedAt: { } at } } => new PersonsAct(by, at, $"when the plan \"{r.Plan.Title}\" was applied", PageOf(r.Plan)),
                { Row.Outcome: PlanOutcome.Undone, Plan: { UndoneBy: { } by, UndoneAt: { } at } } when IsImport(r.Plan) => new PersonsAct(by, at, $"when the plan \"{r.Plan.Title}\" was undone", PageOf(r.Plan)),
                _ => null,
            })
            .OfType<PersonsAct>()
            .MaxBy(a => a.At);
    }

    /// <summary>That a person unticked the record's device in a plan that gave its type another device type; null when it is not kept, or nobody did.</summary>
    public static async Task<WhyTrace?> NotRetypedAsync(ConnectorsDb db, StagedDevice record, CancellationToken cancellationToken)
    {
        StagedDeviceId? id = record.Id;
        var rows = await RowsAsync(
            db,
            record.IntegrationId,
            p => p.Kind == PlanKind.Retype && p.State == PlanState.Applied && p.Excluded > 0,
            i => i.StagedDeviceId == id && i.Outcome == PlanOutcome.Excluded,
            cancellationToken);
        return rows.OrderByDescending(r => r.Plan.AppliedAt)
            .Select(r => new WhyTrace($"Left as it was, unticked, when the plan \"{r.Plan.Title}\" was applied.", r.Plan.AppliedAt, r.Plan.AppliedBy, PageOf(r.Plan)))
            .FirstOrDefault();
    }

    private static Expression<Func<Plan, bool>> IsUndone { get; } =
        p => p.State == PlanState.Undone && (p.Kind == PlanKind.Import || p.Kind == PlanKind.AutoSync);

    private static bool IsImport(Plan plan) => plan.Kind is PlanKind.Import or PlanKind.AutoSync;

    private static async Task<List<(Plan Plan, PlanItem Row)>> RowsAsync(
        ConnectorsDb db,
        IntegrationId integration,
        Expression<Func<Plan, bool>> which,
        Expression<Func<PlanItem, bool>> rows,
        CancellationToken cancellationToken)
    {
        var plans = await db.Plans.AsNoTracking()
            .Where(p => p.IntegrationId == integration && p.RowsRemovedAt == null && p.AppliedAt != null)
            .Where(which)
            .OrderByDescending(p => p.CreatedAt)
            .Take(MostPlans)
            .ToListAsync(cancellationToken);
        var read = 0;
        var some = plans.TakeWhile((plan, number) => number == 0 || (read += plan.Total + plan.Excluded) <= MostRows).ToDictionary(p => p.Id);
        if (some.Count == 0)
            return [];

        PlanId[] ids = [.. some.Keys];
        var items = await db.PlanItems.AsNoTracking().Where(i => ids.Contains(i.PlanId)).Where(rows).Take(MostPlans).ToListAsync(cancellationToken);
        return items.ConvertAll(i => (some[i.PlanId], i));
    }

    private static List<WhyTrace> Tell(List<(Plan Plan, PlanItem Row)> rows)
    {
        List<WhyTrace> trace = [.. rows
            .Where(r => r.Row.Outcome is PlanOutcome.Excluded && r.Plan.State is PlanState.Applied)
            .Select(r => new WhyTrace($"Left out, unticked, when the plan \"{r.Plan.Title}\" was applied.", r.Plan.AppliedAt, r.Plan.AppliedBy, PageOf(r.Plan)))];
        foreach (var (plan, row) in rows.Where(r => r.Row is { Change: PlannedChange.Create, AppliedAt: not null, Outcome: PlanOutcome.Undone or PlanOutcome.Kept }))
        {
            trace.Add(new WhyTrace($"Imported into the Device Inventory by the plan \"{plan.Title}\".", row.AppliedAt, plan.AppliedBy, PageOf(plan)));
            trace.Add(new WhyTrace(
                row.Outcome is PlanOutcome.Undone ? $"That import was undone: {row.Name} left the Device Inventory." : $"That import was undone, but not for {row.Name}: {row.OutcomeReason}",
                plan.UndoneAt,
                plan.UndoneBy,
                PageOf(plan)));
        }

        return trace;
    }

    private static WhyTarget PageOf(Plan plan) => new(WhyPage.Plan, plan.IntegrationId?.Value, plan.Id.Value);
}
