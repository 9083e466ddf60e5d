using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.MapHistory;

/// <summary>What one batch changed, row by row; each can be undone.</summary>
public sealed partial class BatchSteps(GetMappingBatch get, UndoMappings undo)
{
    private const int Shown = 50;

    private MappingBatchView? _batch;
    private List<MappingStepView> _steps = [];
    private int _pages = 1;
    private int _total;
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required IntegrationId IntegrationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid BatchId { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    [Parameter]
    public EventCallback<MappingsUndone> OnUndone { get; set; }

    [Parameter]
    public EventCallback OnBack { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        List<MappingStepView> steps = [];
        for (var page = 1; page <= _pages; page++)
        {
            var answer = await get.RunAsync(Actor, IntegrationId, new MappingBatchId(BatchId), new PageRequest(page, Shown), Gone);
            if (!answer.IsOk)
            {
                _refusal = answer.Refusal;
                return;
            }

            (_batch, _total) = (answer.Value.Batch, answer.Value.Steps.Total);
            steps.AddRange(answer.Value.Steps.Items);
        }

        _steps = steps;
    }

    private Task MoreAsync()
    {
        _pages++;
        return LoadAsync();
    }

    private async Task UndoAsync(Guid? container)
    {
        _isBusy = true;
        ContainerId[]? only = container is { } one ? [new ContainerId(one)] : null;
        var undone = await undo.RunAsync(Actor, IntegrationId, new MappingBatchId(BatchId), only, CancellationToken.None);
        (_isBusy, _refusal) = (false, undone.Refusal);
        if (undone.IsOk)
            await OnUndone.InvokeAsync(undone.Value);
        await LoadAsync();
    }
}
