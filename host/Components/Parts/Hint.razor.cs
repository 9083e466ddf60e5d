using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Explains what it surrounds on hover, focus and tap. The explanation is always there for a screen reader.</summary>
public sealed partial class Hint
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
