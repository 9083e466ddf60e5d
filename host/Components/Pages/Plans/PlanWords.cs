using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>Puts plans into words.</summary>
internal static class PlanWords
{
    /// <summary>The states, as a filter offers them.</summary>
    public static (string, string)[] States { get; } = [.. Enum.GetValues<PlanState>().Select(s => (s.ToString().ToLowerInvariant(), Text(s)))];

    public static string Text(PlanState state) => state switch
    {
        PlanState.Ready => "Not applied",
        PlanState.Applying => "Being applied",
        PlanState.Applied => "Applied",
        PlanState.Failed => "Broke off",
        PlanState.Undoing => "Being undone",
        _ => "Undone",
    };

    public static Tone Tone(PlanState state) => state switch
    {
        PlanState.Applied => Parts.Tone.Good,
        PlanState.Failed => Parts.Tone.Bad,
        PlanState.Applying or PlanState.Undoing => Parts.Tone.Info,
        _ => Parts.Tone.Neutral,
    };

    public static string Text(PlannedChange change) => change switch
    {
        PlannedChange.Create => "Created",
        PlannedChange.Update => "Updated",
        PlannedChange.Move => "Moved",
        PlannedChange.Retire => "Removed",
        PlannedChange.Hold => "Held",
        _ => "Left as is",
    };

    /// <param name="state">Of the plan: before it is applied a row is ticked or not.</param>
    public static string Text(PlanState state, PlanOutcome outcome) => outcome switch
    {
        PlanOutcome.Excluded when state is PlanState.Ready => "Unticked",
        PlanOutcome.Planned => "Planned",
        PlanOutcome.Applied => "Done",
        PlanOutcome.Excluded => "Left out",
        PlanOutcome.Unchanged => "Nothing to do",
        PlanOutcome.PassedOver => "Passed over",
        PlanOutcome.Undone => "Undone",
        _ => "Kept",
    };

    /// <summary>The numbers that are not zero.</summary>
    public static IEnumerable<(PlannedChange Change, int Number)> Figures(PlanTotals totals) =>
        new (PlannedChange, int)[]
        {
            (PlannedChange.Create, totals.Create), (PlannedChange.Update, totals.Update), (PlannedChange.Move, totals.Move),
            (PlannedChange.Retire, totals.Retire), (PlannedChange.Hold, totals.Hold), (PlannedChange.Skip, totals.Skip),
        }.Where(f => f.Item2 > 0);

    /// <summary>What became of rows so far, as far as it is counted: the numbers that are not zero.</summary>
    public static IEnumerable<(PlanOutcome Outcome, int Number)> Outcomes(PlanView plan) =>
        new (PlanOutcome, int)[] { (PlanOutcome.Applied, plan.State is PlanState.Applied ? plan.Applied : 0), (PlanOutcome.Excluded, plan.Excluded), (PlanOutcome.PassedOver, plan.PassedOver), (PlanOutcome.Undone, plan.Undone), (PlanOutcome.Kept, plan.Kept) }
            .Where(f => f.Item2 > 0);

    /// <summary>The outcomes that rows of a plan can have.</summary>
    public static IEnumerable<PlanOutcome> OutcomesOf(PlanState state) =>
        state is PlanState.Ready ? [PlanOutcome.Excluded] : Enum.GetValues<PlanOutcome>();

    /// <summary>"3 created, 1 held".</summary>
    public static string Text(PlanTotals totals) =>
        string.Join(", ", Figures(totals).Select(f => $"{Words.Number(f.Number)} {Text(f.Change).ToLowerInvariant()}")) is { Length: > 0 } text ? text : "no device changes";

    /// <summary>How it stands, as a sentence.</summary>
    public static string Says(PlanView plan) => plan.State switch
    {
        PlanState.Ready => $"Nothing has happened yet. When you apply it: {Text(plan.Totals)}.{Unticked(plan)}",
        PlanState.Applying => $"{Words.Number(plan.Applied + plan.PassedOver)} of {Words.Number(plan.Total)} devices are done. You can leave: it goes on in the background.",
        PlanState.Applied => $"{Words.Count(plan.Applied, "device")} done{Rest(plan)}.",
        PlanState.Undoing => $"{Words.Number(plan.Undone + plan.Kept)} of {Words.Number(plan.Applied)} devices are taken back. You can leave: it goes on in the background.",
        PlanState.Undone => $"{Words.Count(plan.Undone, "device")} taken back{(plan.Kept > 0 ? $", {Words.Number(plan.Kept)} kept as changed since" : "")}.",
        _ => plan.Error ?? "It broke off.",
    };

    /// <summary>What an undo does, for the question before it.</summary>
    public static string UndoSays(PlanView plan)
    {
        var done = plan.Done ?? new PlanTotals();
        string[] steps =
        [
            .. done.Create > 0 ? [$"{Words.Count(done.Create, "device")} that it created {(done.Create == 1 ? "leaves" : "leave")} the inventory."] : (string[])[],
            .. done.Retire > 0 ? [$"{Words.Count(done.Retire, "device")} that it removed {(done.Retire == 1 ? "comes" : "come")} back."] : (string[])[],
            .. done.Move > 0 ? [$"{Words.Count(done.Move, "device")} {(done.Move == 1 ? "goes" : "go")} back to the company of before."] : (string[])[],
            .. done.Update > 0 ? [$"{Words.Count(done.Update, "device")} {(done.Update == 1 ? "gets its" : "get their")} former values back."] : (string[])[],
            .. plan.Kind is PlanKind.Map or PlanKind.Unmap or PlanKind.AutoSync or PlanKind.Retype ? ["Settings that it changed are as before."] : (string[])[],
            "What somebody changed since, or wrote on a device, stays and is listed.",
        ];
        return string.Join(' ', steps);
    }

    // The figures are of all rows, ticked or not.
    private static string Unticked(PlanView plan) =>
        plan.Excluded == 0 ? "" : $" {Words.Number(plan.Excluded)} of these {(plan.Excluded == 1 ? "is" : "are")} unticked and left out, so {Words.Count(plan.Totals.ToDo - plan.Excluded, "device")} will change.";

    private static string Rest(PlanView plan) =>
        (plan.Excluded > 0 ? $", {Words.Number(plan.Excluded)} left out" : "")
        + (plan.PassedOver > 0 ? $", {Words.Number(plan.PassedOver)} passed over because they had changed" : "");
}
