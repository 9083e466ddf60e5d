using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Retention;

/// <summary>
/// Removes plans that were never applied, and the rows of those that were, once they are old. That a plan was applied, by whom
/// and with which numbers, stays; without its rows it can't be undone any more.
/// </summary>
internal static class TrimPlans
{
    private const int RowsAtOnce = 2_000;

    // What somebody looked at and left, as when a browser was closed; it would be stale by then anyway.
    private static readonly TimeSpan ReadyFor = TimeSpan.FromDays(2);

    /// <returns>How many plans went, or lost their rows.</returns>
    public static async Task<int> RunAsync(ConnectorsDb db, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ready = now - ReadyFor;
        var old = await db.Plans.AsNoTracking()
            .Where(p => p.RowsRemovedAt == null
                && ((p.State == PlanState.Ready && (p.CreatedAt < before || p.CreatedAt < ready))
                    || ((p.State == PlanState.Applied || p.State == PlanState.Undone || p.State == PlanState.Failed) && p.FinishedAt < before)))
            .Select(p => new { p.Id, p.State })
            .ToListAsync(cancellationToken);
        var trimmed = 0;
        foreach (var plan in old)
            trimmed += await OneAsync(db, plan.Id, plan.State, now, cancellationToken);
        return trimmed;
    }

    private static async Task<int> OneAsync(ConnectorsDb db, PlanId id, PlanState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Marked first: whoever would apply or undo it at this moment either comes before, or finds the mark.
        var marked = await db.Plans.Where(p => p.Id == id && p.State == state && p.RowsRemovedAt == null).ExecuteUpdateAsync(
            p => p.SetProperty(x => x.RowsRemovedAt, now).SetProperty(x => x.WhyNotUndoable, x => x.WhyNotUndoable ?? "Its rows were removed because they were old."),
            cancellationToken);
        if (marked == 0)
            return 0;

        // A few rows at a time, so that nobody waits long for SQLite's one writer.
        while (await db.PlanItems.Where(i => i.PlanId == id).OrderBy(i => i.Number).Select(i => i.Number).Take(RowsAtOnce).ToArrayAsync(cancellationToken) is { Length: > 0 } numbers)
            await db.PlanItems.Where(i => i.PlanId == id && i.Number <= numbers.Max()).ExecuteDeleteAsync(cancellationToken);
        if (state is PlanState.Ready)
            await db.Plans.Where(p => p.Id == id && p.State == PlanState.Ready).ExecuteDeleteAsync(cancellationToken);
        return 1;
    }
}
