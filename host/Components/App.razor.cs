using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MSPortal.Connectors.Host.Components.Layout;

namespace MSPortal.Connectors.Host.Components;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    // Drawn once, in the circuit: what is typed before a second drawing would be lost.
    private InteractiveServerRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;

    private ThemeChoice Theme => ThemeChoice.From(HttpContext.Request.Cookies);
}
