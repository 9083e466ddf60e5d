using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.DeviceFields;

/// <summary>The tenant's own fields.</summary>
public sealed partial class OwnFieldsList(ListOwnFields list, CreateOwnField create, ChangeOwnField change, DeleteOwnField delete, IDialogService dialogs)
{
    private IReadOnlyList<OwnFieldView>? _fields;
    private Refusal? _refusal;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _fields = await list.RunAsync(Actor, Gone);

    private async Task AddAsync()
    {
        if (await OwnFieldDialog.ShowAsync(dialogs, null, async (name, kind, choices) => (await create.RunAsync(Actor, name, kind, choices, CancellationToken.None)).Refusal))
            await LoadAsync();
    }

    private async Task ChangeAsync(OwnFieldView field)
    {
        if (await OwnFieldDialog.ShowAsync(
            dialogs, field, async (name, _, choices) => (await change.RunAsync(Actor, new OwnFieldId(field.Id), name ?? "", field.Kind == OwnFieldKind.Choice ? choices : null, CancellationToken.None)).Refusal))
            await LoadAsync();
    }

    private async Task DeleteAsync(OwnFieldView field)
    {
        var values = field.Devices == 0 ? "No device has a value." : $"{Parts.Words.Count(field.Devices, "device")} {(field.Devices == 1 ? "loses its" : "lose their")} value.";
        if (await dialogs.ShowMessageBoxAsync("Delete Field", $"Delete \"{field.Name}\"? {values} This can't be undone.", yesText: "Delete", cancelText: "Cancel") != true)
            return;

        _refusal = (await delete.RunAsync(Actor, new OwnFieldId(field.Id), CancellationToken.None)).Refusal;
        await LoadAsync();
    }
}
