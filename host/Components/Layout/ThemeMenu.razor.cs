using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>Chooses light, dark or the device's colours; the browser remembers it.</summary>
public sealed partial class ThemeMenu : IDisposable
{
    private DotNetObjectReference<ThemeMenu>? _self;

    [Parameter, EditorRequired]
    public ThemeChoice Theme { get; set; } = default!;

    [Parameter]
    public EventCallback<ThemeChoice> ThemeChanged { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private string Icon => Theme.Name switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.SettingsBrightness,
    };

    /// <summary>The browser tells that the colours to show have changed.</summary>
    [JSInvokable]
    public Task ShowAsync(string name, bool isDark) => InvokeAsync(() => ThemeChanged.InvokeAsync(new ThemeChoice(name, isDark)));

    public void Dispose() => _self?.Dispose();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await Browser.InvokeVoidAsync("msportal.theme.watch", _self);
    }

    private async Task ChooseAsync(string name) => await Browser.InvokeVoidAsync("msportal.theme.choose", name);
}
