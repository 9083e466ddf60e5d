using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Plans.Work;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Which rows are to be ticked or unticked: those named, those that fit, or all.</summary>
/// <param name="Excludes">Whether they are unticked.</param>
public sealed record PlanChoice(bool Excludes)
{
    public IReadOnlyCollection<Guid>? ItemIds { get; init; }

    public PlanItemFilter Filter { get; init; } = new();

    /// <summary>Text in the device's name or serial number; null leaves it out.</summary>
    public string? Search { get; init; }

    public bool All { get; init; }

    /// <summary>Revision of the plan that whoever chooses has seen: refused when another has ticked or unticked since; null not to look.</summary>
    public int? Revision { get; init; }

    internal InvalidValue? Refuses()
    {
        var fits = !Filter.IsEmpty || !string.IsNullOrWhiteSpace(Search);
        return (ItemIds is null ? 0 : 1) + (fits ? 1 : 0) + (All ? 1 : 0) == 1 ? null : new InvalidValue(
            "itemIds",
            "It must be said in exactly one way which rows are meant.",
            "Give itemIds; or change, companyId, outcome or search, as the list of rows takes them; or all: true.");
    }
}

/// <param name="Changed">How many rows were ticked or unticked that were not before.</param>
public sealed record PlanChosen(int Changed, PlanView Plan);

/// <summary>Ticks or unticks rows of a plan that was not applied yet. Rows that there is nothing to do for stay as they are.</summary>
public sealed class ChoosePlanRows(Databases databases, TimeProvider clock)
{
    private const int RowsAtOnce = 1_000;

    public async Task<Result<PlanChosen>> RunAsync(Actor actor, PlanId id, PlanChoice choice, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ImportDevices) is { } refusal)
            return refusal;
        if (choice.Refuses() is { } invalid)
            return invalid;
        if (choice.ItemIds?.Any(i => PlanItem.NumberOf(id, i) is null) == true)
            return new InvalidValue("itemIds", "One of the ids names no row of this plan.", "Take the ids from the plan's items.");

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await PlanWork.LockAsync(db, id, cancellationToken) is not { } plan)
            return new Missing("plan");
        if (actor.Lacks(PlanRequest.Read(plan.Parameters).Permission) is { } notAllowed)
            return notAllowed;
        if (plan.State != PlanState.Ready)
            return new PlanApplied(plan.Title);
        if (choice.Revision is { } seen && seen != plan.Revision)
            return new PlanChoiceChanged();

        var changed = 0;
        var rows = db.PlanItems.Where(i => i.PlanId == id);
        if (choice.ItemIds is { } ids)
        {
            foreach (var some in ids.Select(i => PlanItem.NumberOf(id, i)!.Value).Distinct().Chunk(RowsAtOnce))
                changed += await SetAsync(rows.Where(i => some.Contains(i.Number)), choice.Excludes, cancellationToken);
        }
        else
        {
            changed = await SetAsync(choice.Filter.Of(rows, new PageRequest(Search: choice.Search)), choice.Excludes, cancellationToken);
        }

        if (changed > 0)
        {
            plan.Revision++;
            await UntickedRows.CountAsync(db, plan, cancellationToken);
            db.Record(actor, clock, choice.Excludes ? "plan.unticked" : "plan.ticked", PlanWork.Subject(plan), after: new { rows = changed, plan.Excluded });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return new PlanChosen(changed, PlanView.From(plan));
    }

    private static Task<int> SetAsync(IQueryable<PlanItem> rows, bool excludes, CancellationToken cancellationToken)
    {
        var (before, after) = excludes ? (PlanOutcome.Planned, PlanOutcome.Excluded) : (PlanOutcome.Excluded, PlanOutcome.Planned);
        return rows
            .Where(i => i.Outcome == before && (i.Change == PlannedChange.Create || i.Change == PlannedChange.Update || i.Change == PlannedChange.Move || i.Change == PlannedChange.Retire))
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.Outcome, after), cancellationToken);
    }
}
