using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.MapRows;

/// <summary>A container with its company. The keyboard reaches it as a whole; its keys are pressed by app.js.</summary>
public sealed partial class MapRow
{
    private ElementReference _row;
    private MappedTo? _mappedTo;
    private bool _wantsFocus;

    [Parameter, EditorRequired]
    public ContainerView Container { get; set; } = default!;

    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    /// <summary>Its place in the tree; null in the flat list.</summary>
    [Parameter]
    public TreePlace? Tree { get; set; }

    /// <summary>The change that is being saved, or was last; null for none.</summary>
    [Parameter]
    public RowSave? Save { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>The box was ticked or unticked; true with the Shift key.</summary>
    [Parameter]
    public EventCallback<bool> OnSelect { get; set; }

    /// <summary>Saves a change.</summary>
    [Parameter]
    public EventCallback<MapChange> OnChange { get; set; }

    private bool IsOpen => Container is { Company: null, IsSkipped: false };

    // The list of companies took the focus: whoever works by keyboard must find the row again.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_wantsFocus)
            return;

        _wantsFocus = false;
        await _row.FocusAsync(preventScroll: true);
    }

    private void TakeFocus() => _wantsFocus = true;

    private void OpenPicker() => _mappedTo?.Open();
}
