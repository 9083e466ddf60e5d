using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>The rows of a plan, some at a time. Their filters are not in the address: the rows are shown in dialogs too.</summary>
public sealed partial class PlanRows(ListPlanItems list)
{
    private Page<PlanItemView>? _page;
    private Refusal? _refusal;
    private int _number = 1;
    private string? _search;
    private string? _change;
    private string? _company;

    [Parameter, EditorRequired]
    public PlanView Plan { get; set; } = default!;

    /// <summary>The rows that are unticked.</summary>
    [Parameter, EditorRequired]
    public HashSet<Guid> Excluded { get; set; } = default!;

    [Parameter]
    public bool CanChoose { get; set; }

    /// <summary>A row was ticked or unticked.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Reads the rows again.</summary>
    public async Task ReloadAsync()
    {
        var filter = new PlanItemFilter(
            Enum.TryParse<PlannedChange>(_change, out var change) ? change : null,
            Guid.TryParse(_company, out var company) ? company : null);
        var result = await list.RunAsync(Actor, new PlanId(Plan.Id), filter, new PageRequest(_number, Search: _search), Gone);
        (_page, _refusal) = (result.Value ?? _page, result.Refusal);
        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ShowAsync(string? search = null, string? change = null, string? company = null)
    {
        (_search, _change, _company, _number) = (search ?? _search, change ?? _change, company ?? _company, 1);
        return ReloadAsync();
    }

    private Task TurnAsync(int pages)
    {
        _number += pages;
        return ReloadAsync();
    }

    private bool CanExclude(PlanItemView item) =>
        Plan.State is PlanState.Ready && item.Change is PlannedChange.Create or PlannedChange.Update or PlannedChange.Move or PlannedChange.Retire;

    private async Task ChooseAsync(PlanItemView item, bool isOn)
    {
        if (isOn)
            Excluded.Remove(item.Id);
        else
            Excluded.Add(item.Id);
        await OnChanged.InvokeAsync();
    }

    private static bool IsGone(PlanItemView item) => item.Change switch
    {
        PlannedChange.Retire => item.Outcome is PlanOutcome.Applied,
        PlannedChange.Create => item.Outcome is PlanOutcome.Undone,
        _ => false,
    };

    private static Tone Tone(PlanItemView item) => (item.Outcome, item.Change) switch
    {
        (PlanOutcome.PassedOver or PlanOutcome.Kept, _) => Parts.Tone.Warning,
        (PlanOutcome.Applied, _) => Parts.Tone.Good,
        (PlanOutcome.Planned, PlannedChange.Retire) => Parts.Tone.Bad,
        (PlanOutcome.Planned, PlannedChange.Hold) => Parts.Tone.Warning,
        (PlanOutcome.Planned, PlannedChange.Create or PlannedChange.Update or PlannedChange.Move) => Parts.Tone.Info,
        _ => Parts.Tone.Neutral,
    };
}
