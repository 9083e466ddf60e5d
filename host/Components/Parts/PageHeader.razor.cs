using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A page's heading, with its buttons. Sets the title of the document too.</summary>
public sealed partial class PageHeader
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The document's title when it should say more than the heading.</summary>
    [Parameter]
    public string? DocumentTitle { get; set; }

    [Parameter]
    public string? Subtitle { get; set; }

    /// <summary>Links to where this page hangs.</summary>
    [Parameter]
    public RenderFragment? Above { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }
}
