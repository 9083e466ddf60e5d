using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>A plan: its numbers, its companies, its rows; and the buttons that apply, undo and discard it.</summary>
public sealed partial class PlanPanel(GetPlan get, RemakePlan remake, ChoosePlanRows choose, ApplyPlan apply, UndoPlan undo, DiscardPlan discard, IDialogService dialogs)
{
    private PlanView _plan = default!;
    private PlanRowFilter _filter = new();
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public PlanView Plan { get; set; } = default!;

    /// <summary>It stands otherwise than before.</summary>
    [Parameter]
    public EventCallback<PlanView> OnPlan { get; set; }

    /// <summary>Which rows are shown, where the address says so; the panel keeps it itself without <see cref="FilterChanged"/>.</summary>
    [Parameter]
    public PlanRowFilter? Filter { get; set; }

    [Parameter]
    public EventCallback<PlanRowFilter> FilterChanged { get; set; }

    /// <summary>The person is done with it; gets the plan as it stands.</summary>
    [Parameter]
    public EventCallback<PlanView> OnClose { get; set; }

    /// <summary>It was thrown away; without this it can't be, here.</summary>
    [Parameter]
    public EventCallback OnDiscarded { get; set; }

    /// <summary>A new plan was made in its place; gets that. Without this none can be, here.</summary>
    [Parameter]
    public EventCallback<PlanView> OnRemade { get; set; }

    private PlanRowFilter Rows => FilterChanged.HasDelegate ? Filter ?? new PlanRowFilter() : _filter;

    private bool IsAtWork => _plan.State is PlanState.Applying or PlanState.Undoing;

    private bool May => Actor.Role.May(_plan.Kind is PlanKind.Import ? Permission.ImportDevices : Permission.ManageIntegrations);

    private bool CanChoose => May && _plan.State is PlanState.Ready;

    private bool CanApply => CanChoose || (May && _plan is { State: PlanState.Failed, IsUndo: false });

    private bool CanUndo => May && _plan is { State: PlanState.Applied or PlanState.Failed, Undoable: true };

    private int ToDo => _plan.Totals.ToDo - _plan.Excluded;

    private bool HasToDo => ToDo > 0 || _plan.State is PlanState.Failed || _plan.Kind is not (PlanKind.Import or PlanKind.Move);

    private string ApplyText =>
        _plan.State is PlanState.Failed ? "Go on"
        : _plan.Totals.ToDo == 0 ? "Apply"
        : ToDo == 0 ? "Apply without devices"
        : $"Apply to {Words.Count(ToDo, "device")}";

    private double Percent => 100.0 * (_plan.IsUndo ? _plan.Undone + _plan.Kept : _plan.Applied + _plan.PassedOver) / Math.Max(1, _plan.IsUndo ? _plan.Applied : _plan.Total);

    protected override void OnParametersSet()
    {
        if (_plan?.Id != Plan.Id)
            _plan = Plan;
    }

    private async Task ShowRowsAsync(PlanRowFilter filter)
    {
        _filter = filter;
        await FilterChanged.InvokeAsync(filter);
    }

    private async Task ChooseAsync(PlanChoice choice) => await DoAsync(async () =>
    {
        var chosen = await choose.RunAsync(Actor, new PlanId(_plan.Id), choice with { Revision = _plan.Revision }, CancellationToken.None);
        return chosen.IsOk ? chosen.Value.Plan : chosen.Refusal;
    });

    // What was looked at is what is applied: the revision says whether somebody else has ticked or unticked since.
    private async Task ApplyAsync() => await DoAsync(() => apply.RunAsync(Actor, new PlanId(_plan.Id), [], _plan.Revision, CancellationToken.None));

    // To go on with an undo that broke off was answered when it began.
    private async Task UndoAsync()
    {
        if (_plan is { State: PlanState.Applied } && await dialogs.ShowMessageBoxAsync("Undo Plan", $"Undo \"{_plan.Title}\"? {PlanWords.UndoSays(_plan)}", yesText: "Undo", cancelText: "Cancel") != true)
            return;

        await DoAsync(() => undo.RunAsync(Actor, new PlanId(_plan.Id), CancellationToken.None));
    }

    private async Task DiscardAsync()
    {
        (_isBusy, _refusal) = (true, null);
        var result = await discard.RunAsync(Actor, new PlanId(_plan.Id), CancellationToken.None);
        (_isBusy, _refusal) = (false, result.Refusal);
        if (result.IsOk)
            await OnDiscarded.InvokeAsync();
    }

    private async Task RemakeAsync()
    {
        (_isBusy, _refusal) = (true, null);
        var result = await remake.RunAsync(Actor, new PlanId(_plan.Id), CancellationToken.None);
        (_isBusy, _refusal) = (false, result.Refusal);
        if (result.IsOk)
            await OnRemade.InvokeAsync(result.Value);
    }

    private async Task DoAsync(Func<Task<Result<PlanView>>> act)
    {
        (_isBusy, _refusal) = (true, null);
        var result = await act();
        (_isBusy, _refusal) = (false, result.Refusal);
        if (result.Refusal?.Kind == RefusalKind.Conflict)
            result = await get.RunAsync(Actor, new PlanId(_plan.Id), Gone);
        await TakeAsync(result.Value);
    }

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Actor, new PlanId(_plan.Id), Gone);
        _refusal = result.Refusal;
        await TakeAsync(result.Value);
    }

    private async Task TakeAsync(PlanView? plan)
    {
        if (plan is null)
            return;

        // Who ticks rows is not told anew whether the plan still holds.
        _plan = plan is { State: PlanState.Ready, IsStale: null } ? plan with { IsStale = _plan.IsStale, WhyStale = _plan.WhyStale } : plan;
        await OnPlan.InvokeAsync(_plan);
    }
}
