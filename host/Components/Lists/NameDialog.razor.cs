using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Lists;

/// <summary>Asks for a name and keeps asking until it is taken.</summary>
public sealed partial class NameDialog
{
    private string? _name;
    private Refusal? _refusal;
    private bool _isSaving;

    [CascadingParameter]
    public IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What the button says.</summary>
    [Parameter, EditorRequired]
    public required string Action { get; set; }

    /// <summary>The name to begin with.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public int MaxLength { get; set; } = 200;

    /// <summary>Takes the name, or says why not.</summary>
    [Parameter, EditorRequired]
    public required Func<string?, Task<Refusal?>> Save { get; set; }

    /// <summary>Shows the dialog.</summary>
    /// <returns>Whether the name was taken.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, string title, string action, string? name, Func<string?, Task<Refusal?>> save)
    {
        var dialog = await dialogs.ShowAsync<NameDialog>(title, new DialogParameters<NameDialog>
        {
            { d => d.Label, "Name" },
            { d => d.Action, action },
            { d => d.Name, name },
            { d => d.Save, save },
        });
        return await dialog.Result is { Canceled: false };
    }

    protected override void OnInitialized() => _name = Name;

    private async Task SaveAsync()
    {
        if (_isSaving)
            return;

        _isSaving = true;
        _refusal = await Save(_name);
        _isSaving = false;
        if (_refusal is null)
            Dialog.Close(DialogResult.Ok(true));
    }
}
