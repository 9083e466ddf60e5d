using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>Says what deleting an integration takes away and what stays, does it, and says what it did.</summary>
public sealed partial class DeleteDialog
{
    private IntegrationDeleted? _deleted;
    private PlanView? _plan;
    private Refusal? _refusal;
    private bool _removesDevices;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public IntegrationView Integration { get; set; } = default!;

    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private DeleteIntegration Delete { get; set; } = default!;

    [Inject]
    private MakePlan Make { get; set; } = default!;

    [Inject]
    private DiscardPlan Discard { get; set; } = default!;

    private async Task DeleteAsync()
    {
        _isBusy = true;
        if (_removesDevices && Integration.Counts.Imported > 0)
        {
            var made = await Make.RunAsync(Actor, new PlanRequest(PlanKind.DeleteIntegration, Integration.Id) { RemovesDevices = true }, CancellationToken.None);
            (_plan, _refusal, _isBusy) = (made.Value, made.Refusal, false);
            return;
        }

        var deleted = await Delete.RunAsync(Actor, new IntegrationId(Integration.Id), _removesDevices, CancellationToken.None);
        (_deleted, _refusal, _isBusy) = (deleted.Value, deleted.Refusal, false);
    }

    private async Task LeaveAsync(PlanView plan)
    {
        if (plan.State is not PlanState.Ready)
        {
            Dialog.Close();
            return;
        }

        _plan = null;
        await Discard.RunAsync(Actor, new PlanId(plan.Id), CancellationToken.None);
    }
}
