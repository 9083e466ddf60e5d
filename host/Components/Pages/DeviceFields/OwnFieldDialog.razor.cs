using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.DeviceFields;

/// <summary>Asks for an own field and keeps asking until it is taken.</summary>
public sealed partial class OwnFieldDialog
{
    private string? _name;
    private OwnFieldKind _kind;
    private string? _choices;
    private Refusal? _refusal;
    private bool _isSaving;

    [CascadingParameter]
    public IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>The field that is changed; null for a new one.</summary>
    [Parameter]
    public OwnFieldView? Field { get; set; }

    /// <summary>Takes name, kind and choices, or says why not.</summary>
    [Parameter, EditorRequired]
    public required Func<string?, OwnFieldKind, IReadOnlyList<string>?, Task<Refusal?>> Save { get; set; }

    /// <summary>Shows the dialog.</summary>
    /// <returns>Whether the field was taken.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, OwnFieldView? field, Func<string?, OwnFieldKind, IReadOnlyList<string>?, Task<Refusal?>> save)
    {
        var dialog = await dialogs.ShowAsync<OwnFieldDialog>(field is null ? "Add Field" : $"Change {field.Name}", new DialogParameters<OwnFieldDialog>
        {
            { d => d.Field, field },
            { d => d.Save, save },
        });
        return await dialog.Result is { Canceled: false };
    }

    protected override void OnInitialized() =>
        (_name, _kind, _choices) = (Field?.Name, Field?.Kind ?? OwnFieldKind.Text, Field is null ? null : string.Join('\n', Field.Choices));

    private async Task SaveAsync()
    {
        if (_isSaving)
            return;

        _isSaving = true;
        _refusal = await Save(_name, _kind, _kind == OwnFieldKind.Choice ? _choices?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [] : null);
        _isSaving = false;
        if (_refusal is null)
            Dialog.Close(DialogResult.Ok(true));
    }
}

/// <summary>Puts kinds of own fields into words.</summary>
internal static class KindWords
{
    public static string Of(OwnFieldKind kind) => kind switch
    {
        OwnFieldKind.Number => "Number",
        OwnFieldKind.Date => "Day",
        OwnFieldKind.YesNo => "Yes or no",
        OwnFieldKind.Choice => "Choice",
        _ => "Text",
    };
}
