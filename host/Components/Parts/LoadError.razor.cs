using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Stands where data would be that could not be loaded.</summary>
public sealed partial class LoadError
{
    [Parameter]
    public string Title { get; set; } = "This could not be loaded";

    /// <summary>The action's refusal; null when something broke.</summary>
    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
