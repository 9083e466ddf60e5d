using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Asks which device is the same as this one, and joins them.</summary>
public sealed partial class JoinDialog(ListDevices list, JoinDevices join)
{
    private const int Shown = 20;

    private DeviceRow? _other;
    private Refusal? _refusal;
    private bool _isBusy;
    private bool _isSure;

    [Parameter, EditorRequired]
    public required DeviceDetail Device { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    private bool NeedsSure => _other is { } other && other.Company.Id != Device.Company.Id && !_isSure;

    private async Task<IEnumerable<DeviceRow?>> SearchAsync(string? text, CancellationToken cancellationToken)
    {
        var search = text == _other?.Name ? null : text;
        var page = await list.RunAsync(Actor, new DeviceFilter(), new PageRequest(1, Shown, search), cancellationToken);
        return page.Items.Where(d => d.Id != Device.Id);
    }

    private void Choose(DeviceRow? device) => (_other, _isSure, _refusal) = (device, false, null);

    private async Task JoinAsync()
    {
        _isBusy = true;
        var joined = await join.RunAsync(Actor, new DeviceId(Device.Id), new JoinRequest(DeviceId: _other!.Id, ConfirmCompany: _isSure), CancellationToken.None);
        (_isBusy, _refusal) = (false, joined.Refusal);
        if (joined.IsOk)
            Dialog.Close(joined.Value);
    }
}
