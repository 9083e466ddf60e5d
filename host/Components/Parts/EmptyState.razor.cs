using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Stands where a list would be: says what is (not) there and offers the next step.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Sentences and buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public string Icon { get; set; } = Icons.Material.Outlined.Inbox;

    /// <summary>Whether it tells of a failure, which a screen reader should say at once.</summary>
    [Parameter]
    public bool IsAlert { get; set; }
}
