using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>App bar, navigation and the page. Cascades the <see cref="Actor"/> to the page and its dialogs.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private Actor? _actor;
    private ThemeChoice _theme = default!;
    private bool _isMenuOpen = true;

    [CascadingParameter]
    private ThemeChoice Theme { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Inject]
    private PageRefusals Refusals { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _theme = Theme;
        var user = (await SignedIn).User;
        _actor = user.Identity?.IsAuthenticated == true ? Refusals.Watch(user.ToActor(), () => new Uri(Navigation.Uri).AbsolutePath) : null;
    }

    // A page that failed must not keep the next one from being drawn.
    protected override void OnParametersSet() => _boundary?.Recover();

    private void ToggleMenu() => _isMenuOpen = !_isMenuOpen;

    private void Show(ThemeChoice theme) => _theme = theme;
}
