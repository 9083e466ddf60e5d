using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Host.Components.Pages.MapRows;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>What can be done with all rows that are ticked.</summary>
public sealed partial class BulkBar
{
    private bool _isChoosing;
    private bool _isSaving;

    [Parameter, EditorRequired]
    public required Selection Selection { get; set; }

    /// <summary>How many of them are not on this page.</summary>
    [Parameter]
    public int Elsewhere { get; set; }

    /// <summary>Saves a change of them all.</summary>
    [Parameter]
    public EventCallback<MapChange> OnChange { get; set; }

    [Parameter]
    public EventCallback OnClear { get; set; }

    private void PickerKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            StopChoosing();
    }

    private void StopChoosing() => _isChoosing = false;

    private Task MapAsync(CompanyRef? company) =>
        company is null ? Task.CompletedTask : ChangeAsync(new MapChange(MapAct.Map, company));

    private async Task ChangeAsync(MapChange change)
    {
        (_isChoosing, _isSaving) = (false, true);
        await OnChange.InvokeAsync(change);
        _isSaving = false;
    }
}
