using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.MapHistory;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>Says what was done last, and undoes it.</summary>
public sealed partial class MapMessage(UndoMappings undo, IDialogService dialogs)
{
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required IntegrationId IntegrationId { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>What was done; null for nothing yet.</summary>
    [Parameter]
    public Said? Said { get; set; }

    /// <summary>It was undone.</summary>
    [Parameter]
    public EventCallback<Said> OnSaid { get; set; }

    [Parameter]
    public EventCallback<Refusal> OnRefused { get; set; }

    /// <summary>Its rows were looked at, and perhaps undone one by one.</summary>
    [Parameter]
    public EventCallback OnReviewed { get; set; }

    private async Task UndoAsync(Guid batch)
    {
        _isBusy = true;
        var undone = await undo.RunAsync(Actor, IntegrationId, new MappingBatchId(batch), null, CancellationToken.None);
        _isBusy = false;
        if (undone.IsOk)
            await OnSaid.InvokeAsync(Said.Of(undone.Value, Containers));
        else
            await OnRefused.InvokeAsync(undone.Refusal);
    }

    private async Task ReviewAsync(Guid batch)
    {
        await ChangesDialog.ShowAsync(dialogs, IntegrationId, Containers, batch);
        await OnReviewed.InvokeAsync();
    }
}
