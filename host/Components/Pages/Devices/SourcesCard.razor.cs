using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>The records that a device has, why they are the device, and what can be done about that.</summary>
public sealed partial class SourcesCard(SplitDevice split, JoinDevices join, IDialogService dialogs, NavigationManager navigation)
{
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required DeviceDetail Device { get; set; }

    /// <summary>What the vendor of a link calls its containers.</summary>
    [Parameter, EditorRequired]
    public required Func<LinkView, string> ContainerWord { get; set; }

    /// <summary>The device has other records now.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private IReadOnlyList<LinkView> Links => Device.Links;

    private bool MayJoin => Actor.Role.May(Permission.ImportDevices);

    private async Task SplitAsync(LinkView link)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            $"Split {link.Name} off",
            $"The record \"{link.Name}\" of {link.IntegrationName} becomes a device of its own: the one that it was before, if it was joined by hand. \"{Device.Name}\" keeps its other records and shows what these say. No sync and no import joins the two again; you can, with Join.",
            yesText: "Split",
            cancelText: "Cancel");
        if (sure != true)
            return;

        await DoAsync(async () =>
        {
            var result = await split.RunAsync(Actor, new DeviceId(Device.Id), link.Id, CancellationToken.None);
            if (result.IsOk)
                navigation.NavigateTo($"/devices/{result.Value.DeviceId}");
            return result.Refusal;
        });
    }

    private Task LinkAgainAsync(LinkView link) =>
        DoAsync(async () => (await join.RunAsync(Actor, new DeviceId(Device.Id), new JoinRequest(link.StagedDeviceId), CancellationToken.None)).Refusal);

    private async Task JoinAsync()
    {
        var parameters = new DialogParameters<JoinDialog> { { d => d.Device, Device } };
        var dialog = await dialogs.ShowAsync<JoinDialog>($"Join with {Device.Name}", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false })
            await OnChanged.InvokeAsync();
    }

    private async Task DoAsync(Func<Task<Refusal?>> act)
    {
        _isBusy = true;
        _refusal = await act();
        _isBusy = false;
        if (_refusal is null)
            await OnChanged.InvokeAsync();
    }
}
