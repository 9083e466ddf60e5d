using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Lists;

/// <summary>A time in a row of a list. Plain text: a list of explanations would be a list of stops for the Tab key.</summary>
public sealed partial class When
{
    [Parameter, EditorRequired]
    public DateTimeOffset? At { get; set; }

    /// <summary>What stands there without a time.</summary>
    [Parameter]
    public string Never { get; set; } = "never";

    [Inject]
    private TimeProvider Clock { get; set; } = default!;
}
