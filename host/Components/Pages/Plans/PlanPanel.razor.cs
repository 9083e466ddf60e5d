using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>A plan: its numbers, its companies, its rows; and the buttons that apply and undo it.</summary>
public sealed partial class PlanPanel(GetPlan get, ApplyPlan apply, UndoPlan undo)
{
    private readonly HashSet<Guid> _excluded = [];
    private PlanView _plan = default!;
    private PlanRows? _rows;
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public PlanView Plan { get; set; } = default!;

    /// <summary>The person is done with it; gets the plan as it stands.</summary>
    [Parameter]
    public EventCallback<PlanView> OnClose { get; set; }

    private bool IsAtWork => _plan.State is PlanState.Applying or PlanState.Undoing;

    private bool May => Actor.Role.May(_plan.Kind is PlanKind.Import ? Permission.ImportDevices : Permission.ManageIntegrations);

    private bool CanApply => May && (_plan.State is PlanState.Ready || _plan is { State: PlanState.Failed, IsUndo: false });

    private bool CanUndo => May && _plan is { State: PlanState.Applied or PlanState.Failed, Undoable: true };

    private int ToDo => _plan.Totals.ToDo - _excluded.Count;

    private bool HasToDo => ToDo > 0 || _plan.State is PlanState.Failed || _plan.Kind is not (PlanKind.Import or PlanKind.Move);

    private string ApplyText =>
        _plan.State is PlanState.Failed ? "Go on"
        : _plan.Totals.ToDo == 0 ? "Apply"
        : $"Apply to {Words.Count(ToDo, "device")}";

    private double Percent => 100.0 * (_plan.IsUndo ? _plan.Undone + _plan.Kept : _plan.Applied + _plan.PassedOver) / Math.Max(1, _plan.IsUndo ? _plan.Applied : _plan.Total);

    protected override void OnParametersSet()
    {
        if (_plan?.Id != Plan.Id)
            _plan = Plan;
    }

    private async Task ApplyAsync() => await DoAsync(() => apply.RunAsync(Actor, new PlanId(_plan.Id), _excluded, CancellationToken.None));

    private async Task UndoAsync() => await DoAsync(() => undo.RunAsync(Actor, new PlanId(_plan.Id), CancellationToken.None));

    private async Task DoAsync(Func<Task<Result<PlanView>>> act)
    {
        (_isBusy, _refusal) = (true, null);
        var result = await act();
        (_isBusy, _refusal, _plan) = (false, result.Refusal, result.Value ?? _plan);
    }

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Actor, new PlanId(_plan.Id), Gone);
        (_plan, _refusal) = (result.Value ?? _plan, result.Refusal);
        if (!IsAtWork && _rows is not null)
            await _rows.ReloadAsync();
    }
}
