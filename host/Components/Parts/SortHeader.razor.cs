using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A column's heading that sorts by it, through the address.</summary>
public sealed partial class SortHeader
{
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The list's sort key, with a leading minus for descending.</summary>
    [Parameter]
    public string? Current { get; set; }

    [Parameter]
    public bool IsNumber { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool IsMine => Current == Key || IsDescending;

    private bool IsDescending => Current == "-" + Key;

    private string Address => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["sort"] = Current == Key ? "-" + Key : Key,
        ["page"] = null,
    });
}
