using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>Leads to the sign-in page and back again.</summary>
public sealed class GoToSignIn : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => Navigation.NavigateTo(
        $"{SignInServices.SignInPath}?returnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}",
        forceLoad: true);
}
