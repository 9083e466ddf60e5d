using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Host.Components.Layout;

namespace MSPortal.Connectors.Host.Components;

/// <summary>Finds the page of an address.</summary>
public sealed partial class Routes
{
    /// <summary>The colours at the time the document was loaded.</summary>
    [Parameter, EditorRequired]
    public ThemeChoice Theme { get; set; } = default!;
}
