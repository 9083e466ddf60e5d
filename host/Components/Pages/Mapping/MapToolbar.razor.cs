using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Host.Components.Lists;
using MSPortal.Connectors.Host.Components.Pages.MapHistory;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>What stands above the table: which rows, how they are shown, and what concerns them all.</summary>
public sealed partial class MapToolbar(NavigationManager navigation, IDialogService dialogs)
{
    /// <summary>Whose list it is.</summary>
    [Parameter, EditorRequired]
    public required ListComponent Of { get; set; }

    [Parameter, EditorRequired]
    public required IntegrationView Integration { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>The list; null while it is on its way.</summary>
    [Parameter, EditorRequired]
    public required ContainerList? List { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public bool IsTree { get; set; }

    /// <summary>Whether Quick Match can find anything and nothing was done since.</summary>
    [Parameter]
    public bool CanFit { get; set; }

    /// <summary>Something was done.</summary>
    [Parameter]
    public EventCallback<Said> OnSaid { get; set; }

    /// <summary>The containers are to be fetched.</summary>
    [Parameter]
    public EventCallback OnSync { get; set; }

    private IntegrationId Id => new(Integration.Id);

    private IReadOnlyList<FilterTab> Tabs =>
    [
        new("", "All", List?.All),
        new("mapped", "Mapped", List?.Mapped),
        new("unmapped", "Unmapped", List?.Unmapped),
        new("skipped", "Skipped", List?.Skipped),
        new("conflicts", "Conflicts", List?.Conflicts),
    ];

    private string ViewAddress(string? view) => navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["view"] = view,
        ["page"] = null,
        ["closed"] = null,
    });

    private async Task ShowChangesAsync()
    {
        if (await ChangesDialog.ShowAsync(dialogs, Id, Containers, null) is { } said)
            await OnSaid.InvokeAsync(new Said(said));
    }

    private async Task ShowKeysAsync() =>
        await dialogs.ShowAsync<KeysDialog>("Keys", new DialogParameters<KeysDialog> { { d => d.Containers, Containers } });
}
