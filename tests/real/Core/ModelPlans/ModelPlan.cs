using MSPortal.Connectors.Core.Plans;

namespace MSPortal.Connectors.Tests.Real.Core.ModelPlans;

/// <summary>What a plan means to do with one device.</summary>
/// <param name="To">The company afterwards, of devices that come or go to one.</param>
internal sealed record ModelRow(ModelKept Kept, PlannedChange Change, string? To = null)
{
    public string Id => Kept.Id;

    public bool HasToDo => Change is PlannedChange.Create or PlannedChange.Update or PlannedChange.Move;
}

/// <summary>What a request comes to.</summary>
/// <param name="Basis">All that it rests on, in words: when they differ later, the plan is stale.</param>
internal sealed record ModelDraft(IReadOnlyList<ModelRow> Rows, string Basis);

/// <summary>What an undo may have to bring back of a device.</summary>
internal sealed record ModelImage(int Number, int Device, string? Owner, string? DeviceType, string? KeptFrom, bool HasFailed)
{
    public static ModelImage Of(ModelFleet fleet, ModelKept kept) => new(kept.Number, kept.Device, fleet.KeyOf(kept.Owner), kept.DeviceType, kept.KeptFrom, kept.HasFailed);
}

/// <summary>
/// A plan by the rules of the documentation: what it says, when it is stale, what applying it does and what its undo brings back.
/// Each kind says what is its own.
/// </summary>
internal abstract class ModelPlan(ModelFleet fleet)
{
    private readonly Dictionary<string, (ModelImage Before, ModelImage After)> _done = new(StringComparer.Ordinal);
    private int _appliedAt;

    public PlanState State { get; private set; } = PlanState.Ready;

    public ModelDraft Drawn { get; private set; } = null!;

    /// <summary>What became of each row.</summary>
    public SortedDictionary<string, PlanOutcome> Outcomes { get; } = new(StringComparer.Ordinal);

    protected ModelFleet Fleet => fleet;

    protected int AppliedAt => _appliedAt;

    /// <summary>What the request comes to as things stand; null when it would be refused.</summary>
    public abstract ModelDraft? Draft();

    /// <returns>Whether there can be such a plan.</returns>
    public bool Make()
    {
        if (Draft() is not { } draft)
            return false;

        Drawn = draft;
        return true;
    }

    public void Apply(IReadOnlySet<string> excluded)
    {
        (State, _appliedAt) = (PlanState.Applied, fleet.Now);
        Begin();
        foreach (var row in Drawn.Rows)
        {
            Outcomes[row.Id] = excluded.Contains(row.Id) ? PlanOutcome.Excluded : row.HasToDo ? PlanOutcome.Applied : PlanOutcome.Unchanged;
            var before = ModelImage.Of(fleet, row.Kept);
            if (Outcomes[row.Id] is PlanOutcome.Applied)
                Do(row);
            else
                Leave(row, Outcomes[row.Id] is PlanOutcome.Excluded);
            _done[row.Id] = (before, ModelImage.Of(fleet, row.Kept));
        }

        End();
    }

    public void Undo()
    {
        State = PlanState.Undone;
        UndoSettings();
        foreach (var row in Drawn.Rows)
        {
            var (before, after) = _done[row.Id];
            if (Outcomes[row.Id] is PlanOutcome.Applied)
                Outcomes[row.Id] = TakeBack(row, before, after) ? PlanOutcome.Undone : PlanOutcome.Kept;
            else if (before.KeptFrom != after.KeptFrom)
                LeaveNoMore(row, before, after);
        }
    }

    /// <summary>What changes with it at once when it is applied: mappings and types.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>What changes when all rows are done.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Brings back what <see cref="Begin"/> and <see cref="End"/> changed, where it still stands.</summary>
    protected virtual void UndoSettings()
    {
    }

    /// <summary>Whether a device stays where the plan brought it, because something later says so.</summary>
    protected virtual bool IsHeldThere(ModelRow row, ModelKept kept) => false;

    /// <summary>A row that nothing is done for.</summary>
    protected virtual void Leave(ModelRow row, bool isExcluded)
    {
    }

    protected abstract void Do(ModelRow row);

    /// <summary>What an import, or Auto-Sync, rests on.</summary>
    protected string ImportBasis(ModelKept kept) =>
        $"{kept.Number} {fleet.StatusOf(kept)} {kept.Type} {fleet.Types[kept.Type].Target} {PlaceBasis(kept)} {fleet.PlaceOf(kept) is { } p && fleet.Holds(p)} {kept.Device} {kept.Owner} {kept.KeptFrom}";

    protected string PlaceBasis(ModelKept kept) => $"{kept.Site} {fleet.KeyOf(fleet.PlaceOf(kept)?.Company)}";

    // A person's later change, another place, a company or device that is gone: then it stays as it is.
    private bool TakeBack(ModelRow row, ModelImage before, ModelImage after)
    {
        if (!fleet.Kept.TryGetValue(row.Id, out var kept) || kept.Device != after.Device || kept.IsEditedAfter(_appliedAt) || IsHeldThere(row, kept))
            return false;
        if (row.Change is PlannedChange.Create)
        {
            // Without its record it can't be told that it is the plan's.
            if (!fleet.IsDeleted)
                TakeAway(kept, before, after);
            return !fleet.IsDeleted;
        }

        var owner = fleet.KeyOf(kept.Owner);
        if ((before.Owner != after.Owner && ((owner != after.Owner && owner != before.Owner) || fleet.NameOf(before.Owner) is null))
            || (before.DeviceType != after.DeviceType && kept.DeviceType != after.DeviceType && kept.DeviceType != before.DeviceType))
            return false;

        if (before.Owner != after.Owner && owner == after.Owner)
            fleet.Move(kept, fleet.NameOf(before.Owner)!);
        if (before.DeviceType != after.DeviceType && kept.DeviceType == after.DeviceType)
            fleet.Retype(kept, before.DeviceType!);
        Said(kept, before, after);
        return true;
    }

    // It is as if it had never been imported, and Auto-Sync must not bring it back.
    private void TakeAway(ModelKept kept, ModelImage before, ModelImage after)
    {
        (kept.Owner, kept.Device, kept.DeviceType) = (null, 0, null);
        kept.Edits.Clear();
        Said(kept, before, after);
        var company = fleet.PlaceOf(kept)?.Company;
        if (fleet.Types[kept.Type].HasAutoSync && (fleet.KeyOf(company) ?? after.Owner) is { } from && fleet.NameOf(from) is not null)
            kept.KeptFrom = from;
        if (company is null)
            fleet.Forget(kept);
    }

    private void LeaveNoMore(ModelRow row, ModelImage before, ModelImage after)
    {
        if (fleet.Kept.TryGetValue(row.Id, out var kept) && kept.Number == before.Number)
        {
            Said(kept, before, after);
        }
        else if (fleet.LeftOut.TryGetValue(row.Id, out var left) && left.Number == before.Number && left.KeptFrom == after.KeptFrom)
        {
            fleet.LeftOut.Remove(row.Id);
            if (before.KeptFrom is { } from)
                fleet.LeftOut[row.Id] = (from, left.Number);
        }
    }

    private static void Said(ModelKept kept, ModelImage before, ModelImage after)
    {
        if (kept.KeptFrom == after.KeptFrom)
            kept.KeptFrom = before.KeptFrom;
        if (kept.HasFailed == after.HasFailed)
            kept.HasFailed = before.HasFailed;
    }
}
