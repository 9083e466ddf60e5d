using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>Shows what would change, lets a person untick rows, applies it, and offers to undo it.</summary>
public sealed partial class PlanDialog(MakePlan make, DiscardPlan discard)
{
    private PlanView? _plan;
    private Refusal? _refusal;

    /// <summary>What is to be planned; counts when there is no plan yet.</summary>
    [Parameter]
    public PlanRequest? Request { get; set; }

    [Parameter]
    public PlanView? Plan { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Shows the dialog until the person is done with it.</summary>
    /// <returns>Whether the plan was applied, or is being applied.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, string title, PlanRequest? request, PlanView? plan = null)
    {
        var parameters = new DialogParameters<PlanDialog> { { d => d.Request, request }, { d => d.Plan, plan } };
        var dialog = await dialogs.ShowAsync<PlanDialog>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, BackdropClick = false });
        var isApplied = await dialog.Result is { Canceled: false };
        if (!isApplied && dialog.Dialog is PlanDialog shown)
            await shown.DiscardAsync();
        return isApplied;
    }

    protected override async Task OnInitializedAsync()
    {
        _plan = Plan;
        if (_plan is not null)
            return;

        var made = await make.RunAsync(Actor, Request!, CancellationToken.None);
        (_plan, _refusal) = (made.Value, made.Refusal);
    }

    private void Close(PlanView plan)
    {
        if (plan.State is PlanState.Ready)
            Dialog.Cancel();
        else
            Dialog.Close();
    }

    // Nobody wants to find it again in the list, however the dialog ended; one that is being applied is left alone.
    private async Task DiscardAsync()
    {
        if (_plan is { State: PlanState.Ready } plan)
            await discard.RunAsync(Actor, new PlanId(plan.Id), CancellationToken.None);
    }
}
