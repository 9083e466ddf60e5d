using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.Mapping;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.MapHistory;

/// <summary>The last changes of mappings, to look at and to undo.</summary>
public sealed partial class ChangesDialog(ListMappingBatches list, UndoMappings undo)
{
    private const int Shown = 20;

    private IReadOnlyList<MappingBatchView>? _batches;
    private Guid? _opened;
    private Refusal? _refusal;
    private string? _said;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required IntegrationId IntegrationId { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>The batch to show at once; null for the list.</summary>
    [Parameter]
    public Guid? BatchId { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Shows the dialog.</summary>
    /// <returns>What was undone last, in words; null for nothing.</returns>
    public static async Task<string?> ShowAsync(IDialogService dialogs, IntegrationId integration, ContainerWords containers, Guid? batch)
    {
        var parameters = new DialogParameters<ChangesDialog> { { d => d.IntegrationId, integration }, { d => d.Containers, containers }, { d => d.BatchId, batch } };
        var dialog = await dialogs.ShowAsync<ChangesDialog>("Recent changes", parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true });
        return (await dialog.Result)?.Data as string;
    }

    protected override Task OnInitializedAsync()
    {
        _opened = BatchId;
        return _opened is null ? LoadAsync() : Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        var batches = await list.RunAsync(Actor, IntegrationId, new PageRequest(1, Shown), Gone);
        (_batches, _refusal) = (batches.Value?.Items ?? _batches, batches.Refusal ?? _refusal);
    }

    private void OpenBatch(Guid id) => (_opened, _said) = (id, null);

    private Task CloseBatchAsync()
    {
        _opened = null;
        return LoadAsync();
    }

    private void TellAsync(MappingsUndone undone) => _said = Said.Of(undone, Containers).Text;

    private async Task UndoAsync(Guid id)
    {
        _isBusy = true;
        var undone = await undo.RunAsync(Actor, IntegrationId, new MappingBatchId(id), null, CancellationToken.None);
        (_isBusy, _refusal) = (false, undone.Refusal);
        if (undone.IsOk)
            TellAsync(undone.Value);
        await LoadAsync();
    }

    private void Close() => Dialog.Close(_said);
}
