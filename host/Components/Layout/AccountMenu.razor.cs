using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>Says who is signed in, and signs out.</summary>
public sealed partial class AccountMenu
{
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    // Signing out clears a cookie, which only a plain post can do.
    private async Task SignOutAsync() => await Browser.InvokeVoidAsync("msportal.submit", "sign-out");
}
