using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>What people wrote down about a device.</summary>
public sealed partial class NotesCard(ListNotes list, AddNote add, ChangeNote change, IDialogService dialogs)
{
    private Page<DeviceNoteView>? _notes;
    private Refusal? _refusal;
    private string? _text;
    private Guid? _edited;
    private string? _editedText;
    private bool _isBusy;
    private int _shown = 20;

    [Parameter, EditorRequired]
    public required Guid Device { get; set; }

    private DeviceId Id => new(Device);

    private bool MayEdit => Actor.Role.May(Permission.EditDevices);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await list.RunAsync(Actor, Id, new PageRequest(1, _shown), Gone);
        (_notes, _refusal) = (result.Value ?? _notes, result.Refusal);
    }

    private async Task MoreAsync()
    {
        _shown = PageRequest.MaxPageSize;
        await LoadAsync();
    }

    private async Task AddAsync()
    {
        if (await DoAsync(async () => (await add.RunAsync(Actor, Id, _text, CancellationToken.None)).Refusal))
            _text = null;
    }

    private void Edit(DeviceNoteView note) => (_edited, _editedText) = (note.Id, note.Text);

    private async Task ChangeAsync(DeviceNoteView note, string? text)
    {
        if (await DoAsync(async () => (await change.RunAsync(Actor, Id, new DeviceNoteId(note.Id), text ?? "", CancellationToken.None)).Refusal))
            _edited = null;
    }

    private async Task DeleteAsync(DeviceNoteView note)
    {
        if (await dialogs.ShowMessageBoxAsync("Delete Note", "Delete this note? The audit log keeps what it said.", yesText: "Delete", cancelText: "Cancel") == true)
            await DoAsync(async () => (await change.RunAsync(Actor, Id, new DeviceNoteId(note.Id), null, CancellationToken.None)).Refusal);
    }

    /// <returns>Whether it was done.</returns>
    private async Task<bool> DoAsync(Func<Task<Refusal?>> what)
    {
        if (_isBusy)
            return false;

        _isBusy = true;
        var refusal = await what();
        await LoadAsync();
        (_refusal, _isBusy) = (refusal ?? _refusal, false);
        return refusal is null;
    }
}
