using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Gives a field of a device a value that no sync changes, or lets it follow its vendor again.</summary>
public sealed partial class LockDialog(LockField lockField)
{
    private string? _value;
    private Refusal? _refusal;
    private bool _isSaving;

    [CascadingParameter]
    public IMudDialogInstance Dialog { get; set; } = null!;

    // A dialog is not below the page, so it is told who asks.
    [Parameter, EditorRequired]
    public required Actor Asker { get; set; }

    [Parameter, EditorRequired]
    public required Guid Device { get; set; }

    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The value to begin with.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public bool IsLocked { get; set; }

    /// <summary>Shows the dialog.</summary>
    /// <returns>Whether something was changed.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, Actor asker, DeviceDetail device, FactKey<string> fact, string label, string? value, bool isLocked)
    {
        var dialog = await dialogs.ShowAsync<LockDialog>($"Change {label.ToLowerInvariant()}", new DialogParameters<LockDialog>
        {
            { d => d.Asker, asker },
            { d => d.Device, device.Id },
            { d => d.Key, fact.Key },
            { d => d.Label, label },
            { d => d.Value, value },
            { d => d.IsLocked, isLocked },
        });
        return await dialog.Result is { Canceled: false };
    }

    protected override void OnInitialized() => _value = Value;

    private Task SaveAsync() => ChangeAsync(_value ?? "");

    private Task UnlockAsync() => ChangeAsync(null);

    private async Task ChangeAsync(string? value)
    {
        if (_isSaving)
            return;

        _isSaving = true;
        _refusal = (await lockField.RunAsync(Asker, new DeviceId(Device), Key, value, CancellationToken.None)).Refusal;
        _isSaving = false;
        if (_refusal is null)
            Dialog.Close(DialogResult.Ok(true));
    }
}
