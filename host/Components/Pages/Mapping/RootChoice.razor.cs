using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Says where in the tree the clients are, and lets a person change it.</summary>
public sealed partial class RootChoice(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required IntegrationView Integration { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>What the clients are inside of; null when they are at the top.</summary>
    [Parameter]
    public ContainerView? Root { get; set; }

    [Parameter]
    public EventCallback<Said> OnSaid { get; set; }

    private async Task ChooseAsync()
    {
        var parameters = new DialogParameters<RootDialog> { { d => d.IntegrationId, new IntegrationId(Integration.Id) }, { d => d.Containers, Containers }, { d => d.Root, Root } };
        var dialog = await dialogs.ShowAsync<RootDialog>("Where are the clients?", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false, Data: Said said })
            await OnSaid.InvokeAsync(said);
    }
}
