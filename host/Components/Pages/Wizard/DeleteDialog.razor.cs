using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>Says what deleting an integration takes away and what stays, does it, and says what it did.</summary>
public sealed partial class DeleteDialog
{
    private IntegrationDeleted? _deleted;
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

    private async Task DeleteAsync()
    {
        _isBusy = true;
        var deleted = await Delete.RunAsync(Actor, new IntegrationId(Integration.Id), _removesDevices, CancellationToken.None);
        (_deleted, _refusal, _isBusy) = (deleted.Value, deleted.Refusal, false);
    }
}
