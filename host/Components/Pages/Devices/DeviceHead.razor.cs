using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>What a device is, with what people may call it themselves.</summary>
public sealed partial class DeviceHead(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required DeviceDetail Device { get; set; }

    /// <summary>Something was changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool MayEdit => Actor.Role.May(Permission.EditDevices);

    private IEnumerable<(FactKey<string> Fact, string Label, string? Value)> Fields =>
    [
        (DeviceFacts.Name, "Name", Device.Name),
        (DeviceFacts.SerialNumber, "Serial number", Device.SerialNumber),
        (DeviceFacts.Manufacturer, "Manufacturer", Device.Manufacturer),
        (DeviceFacts.Model, "Model", Device.Model),
        (DeviceFacts.CurrentUser, "Current user", Device.CurrentUser),
    ];

    private DeviceLock? LockOf(FactKey<string> fact) => Device.Locks.FirstOrDefault(l => l.Key == fact.Key);

    private async Task EditAsync(FactKey<string> fact, string label, string? value)
    {
        if (await LockDialog.ShowAsync(dialogs, Actor, Device, fact, label, value, LockOf(fact) is not null))
            await OnChanged.InvokeAsync();
    }
}
