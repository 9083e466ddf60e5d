using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Integrations;

/// <summary>Changes when an integration syncs by itself, and what it does with devices that move.</summary>
public sealed partial class ScheduleDialog
{
    private string _containers = "";
    private string _devices = "";
    private MoveChoice _onMove;
    private Refusal? _refusal;

    [Parameter, EditorRequired]
    public IntegrationView Integration { get; set; } = default!;

    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private ChangeIntegration Change { get; set; } = default!;

    protected override void OnInitialized() =>
        (_containers, _devices, _onMove) = (Integration.Schedule.ContainersCron, Integration.Schedule.DevicesCron, Integration.OnMove);

    private async Task SaveAsync()
    {
        var changed = await Change.RunAsync(
            Actor,
            new IntegrationId(Integration.Id),
            new IntegrationChange(ContainersCron: _containers.Trim(), DevicesCron: _devices.Trim()) { OnMove = _onMove },
            CancellationToken.None);
        _refusal = changed.Refusal;
        if (changed.IsOk)
            Dialog.Close();
    }
}
