using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>What the plan was based on has changed.</summary>
public sealed record PlanStale(string What) : Refusal(
    RefusalKind.Conflict,
    "plan_stale",
    $"Nothing was done, because something has changed since the plan was made: {What}",
    "Make the plan anew, and look at it again.");

/// <summary>The plan was applied before, or is being applied.</summary>
public sealed record PlanApplied(string Title) : Refusal(
    RefusalKind.Conflict,
    "plan_applied",
    $"The plan \"{Title}\" was applied already. Nothing was done a second time.",
    "Look at the plan to see how far it is, or make a new one.");

/// <summary>The plan was undone before, or is being undone.</summary>
public sealed record PlanUndone(string Title) : Refusal(
    RefusalKind.Conflict,
    "plan_undone",
    $"The plan \"{Title}\" was undone already. Nothing was done a second time.",
    "Look at the plan to see what was taken back and what was kept.");

/// <summary>There is nothing to undo, or not yet.</summary>
public sealed record PlanNotApplied(string Title, bool IsAtWork) : Refusal(
    RefusalKind.Conflict,
    IsAtWork ? "plan_applying" : "plan_not_applied",
    IsAtWork ? $"The plan \"{Title}\" is still being applied." : $"The plan \"{Title}\" was not applied, so there is nothing to undo.",
    IsAtWork ? "Wait until it is applied, and undo it then." : "Leave it as it is.");

/// <summary>What the plan did can't be taken back.</summary>
public sealed record PlanNotUndoable(string Why) : Refusal(
    RefusalKind.Conflict,
    "plan_not_undoable",
    $"The plan can't be undone: {Why}",
    "Bring back what you need by hand.");

/// <summary>Somebody ticked or unticked other rows since the plan was looked at.</summary>
public sealed record PlanChoiceChanged() : Refusal(
    RefusalKind.Conflict,
    "plan_choice_changed",
    "Nothing was done, because rows of the plan were ticked or unticked since you looked at it.",
    "Look at the plan again, and apply it when it is as you want it.");
