using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>The rows of a plan, some at a time. What is shown is told from outside: on the plan's page it stands in the address.</summary>
public sealed partial class PlanRows(ListPlanItems list)
{
    private Page<PlanItemView>? _page;
    private Refusal? _refusal;
    private (Guid, PlanState, int, PlanRowFilter)? _shown;

    [Parameter, EditorRequired]
    public PlanView Plan { get; set; } = default!;

    [Parameter, EditorRequired]
    public PlanRowFilter Filter { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback<PlanRowFilter> FilterChanged { get; set; }

    [Parameter]
    public bool CanChoose { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Rows are to be ticked or unticked.</summary>
    [Parameter]
    public EventCallback<PlanChoice> OnChoose { get; set; }

    // Not at each tick of a plan at work: the progress says how far it is.
    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Plan.Id, Plan.State, Plan.Revision, Filter);
        if (_shown == wanted)
            return;

        _shown = wanted;
        var result = await list.RunAsync(Actor, new PlanId(Plan.Id), Filter.Items, Filter.Request, Gone);
        if (_shown == wanted)
            (_page, _refusal) = (result.Value ?? _page, result.Refusal);
    }

    private Task ShowAsync(PlanRowFilter filter) => FilterChanged.InvokeAsync(filter with { Page = 1 });

    private Task TurnAsync(int pages) => FilterChanged.InvokeAsync(Filter with { Page = _page!.PageNumber + pages });

    private bool CanExclude(PlanItemView item) =>
        Plan.State is PlanState.Ready && item.Change is PlannedChange.Create or PlannedChange.Update or PlannedChange.Move or PlannedChange.Retire;

    private Task ChooseAsync(PlanItemView item, bool isOn) => OnChoose.InvokeAsync(new PlanChoice(!isOn) { ItemIds = [item.Id] });

    private Task ChooseShownAsync(bool excludes) => OnChoose.InvokeAsync(new PlanChoice(excludes) { Filter = Filter.Items, Search = Filter.Search, All = !Filter.IsSet });

    private static string? Text(ChangeEventArgs change) => change.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static string Word(Enum? value) => value is null ? "" : ApiNames.Of(value);

    private static bool IsGone(PlanItemView item) => item.Change switch
    {
        PlannedChange.Retire => item.Outcome is PlanOutcome.Applied,
        PlannedChange.Create => item.Outcome is PlanOutcome.Undone,
        _ => false,
    };

    private static Tone Tone(PlannedChange change) => change switch
    {
        PlannedChange.Retire => Parts.Tone.Bad,
        PlannedChange.Hold => Parts.Tone.Warning,
        PlannedChange.Skip => Parts.Tone.Neutral,
        _ => Parts.Tone.Info,
    };

    private static Tone Tone(PlanOutcome outcome) => outcome switch
    {
        PlanOutcome.PassedOver or PlanOutcome.Kept => Parts.Tone.Warning,
        PlanOutcome.Applied => Parts.Tone.Good,
        _ => Parts.Tone.Neutral,
    };
}
