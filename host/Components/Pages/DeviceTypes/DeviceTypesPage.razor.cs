using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Lists;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.DeviceTypes;

/// <summary>The tenant's device types.</summary>
public sealed partial class DeviceTypesPage(
    ListDeviceTypes list,
    CreateDeviceType create,
    RenameDeviceType rename,
    DeleteDeviceType delete,
    IDialogService dialogs)
{
    private Page<DeviceTypeView>? _page;
    private Refusal? _refusal;

    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _page = await list.RunAsync(Actor, Request, cancellationToken);

    private async Task AddAsync()
    {
        var isDone = await NameDialog.ShowAsync(dialogs, "Add Device Type", "Add", null, async name => (await create.RunAsync(Actor, name, CancellationToken.None)).Refusal);
        await ShowAsync(isDone);
    }

    private async Task RenameAsync(DeviceTypeView type)
    {
        var isDone = await NameDialog.ShowAsync(
            dialogs, $"Rename {type.Name}", "Rename", type.Name, async name => (await rename.RunAsync(Actor, new DeviceTypeId(type.Id), name, CancellationToken.None)).Refusal);
        await ShowAsync(isDone);
    }

    private async Task DeleteAsync(DeviceTypeView type)
    {
        if (await dialogs.ShowMessageBoxAsync("Delete Device Type", $"Delete \"{type.Name}\"? This can't be undone.", yesText: "Delete", cancelText: "Cancel") != true)
            return;

        _refusal = (await delete.RunAsync(Actor, new DeviceTypeId(type.Id), CancellationToken.None)).Refusal;
        await ReloadAsync();
    }

    private async Task ShowAsync(bool isDone)
    {
        if (!isDone)
            return;

        _refusal = null;
        await ReloadAsync();
    }
}
