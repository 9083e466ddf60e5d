using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.QuickMatch;

/// <summary>Shows what Quick Match would map, lets a person change it, and applies it.</summary>
public sealed partial class QuickMatchDialog(QuickMatchContainers quickMatch)
{
    // From here up the best candidate is more likely right than wrong.
    private const double Probable = 0.5;

    private readonly MatchReview _review = new();
    private List<MatchItem> _high = [];
    private List<MatchItem> _medium = [];
    private List<MatchItem> _low = [];
    private QuickMatchResult? _plan;
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public IntegrationId IntegrationId { get; set; }

    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    private int Count => _high.Concat(_medium).Concat(_low).Count(m => _review.ChoiceOf(m) is not null);

    /// <summary>Shows the dialog.</summary>
    /// <returns>What came of it; null when it was left.</returns>
    public static async Task<QuickMatched?> ShowAsync(IDialogService dialogs, IntegrationId integration, ContainerWords containers)
    {
        var parameters = new DialogParameters<QuickMatchDialog> { { d => d.IntegrationId, integration }, { d => d.Containers, containers } };
        var dialog = await dialogs.ShowAsync<QuickMatchDialog>("Quick Match", parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, BackdropClick = false });
        return await dialog.Result is { Canceled: false, Data: QuickMatched matched } ? matched : null;
    }

    protected override async Task OnInitializedAsync()
    {
        var plan = await quickMatch.RunAsync(Actor, IntegrationId, apply: false, null, Gone);
        (_plan, _refusal) = (plan.Value, plan.Refusal);
        if (_plan is null)
            return;

        _high = [.. _plan.Applied
            .Select(m => new MatchItem(m.ContainerId, m.ContainerName, m.Path, true, m.Candidates))
            .OrderBy(m => m.Path, StringComparer.OrdinalIgnoreCase)];
        var open = _plan.Proposed
            .Select(m => new MatchItem(m.ContainerId, m.ContainerName, m.Path, false, m.Candidates))
            .OrderByDescending(m => m.Candidates[0].Confidence).ThenBy(m => m.Path, StringComparer.OrdinalIgnoreCase)
            .ToLookup(m => m.Candidates[0].Confidence >= Probable);
        (_medium, _low) = ([.. open[true]], [.. open[false]]);
    }

    private async Task ApplyAsync()
    {
        (_isBusy, _refusal) = (true, null);
        var applied = await quickMatch.RunAsync(Actor, IntegrationId, apply: true, _review.ToReview(_high), CancellationToken.None);
        (_isBusy, _refusal) = (false, applied.Refusal);
        if (applied.IsOk)
            Dialog.Close(new QuickMatched(applied.Value.BatchId, applied.Value.Applied.Count, _review.Picks));
    }
}
