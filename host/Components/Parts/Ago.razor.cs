using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>How long ago, or how soon; the exact time on hover, focus and tap.</summary>
public sealed partial class Ago
{
    [Parameter, EditorRequired]
    public DateTimeOffset? At { get; set; }

    /// <summary>What stands there without a time.</summary>
    [Parameter]
    public string Never { get; set; } = "never";

    [Inject]
    private TimeProvider Clock { get; set; } = default!;
}
