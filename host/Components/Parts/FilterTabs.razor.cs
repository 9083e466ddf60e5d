using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A filter with few values, as links: the choice is in the address, so that Back works.</summary>
public sealed partial class FilterTabs
{
    /// <summary>What is filtered, for a screen reader.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterTab> Tabs { get; set; } = [];

    /// <summary>Key of the tab that is shown; null or empty for the one without a key.</summary>
    [Parameter]
    public string? Current { get; set; }

    /// <summary>Name of the filter's query parameter.</summary>
    [Parameter]
    public string Parameter { get; set; } = "filter";

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Address(FilterTab tab) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [Parameter] = tab.Key.Length == 0 ? null : tab.Key,
        ["page"] = null,
    });
}

/// <summary>A value of a filter.</summary>
/// <param name="Key">Stands in the address; empty for the tab that is shown without it.</param>
public sealed record FilterTab(string Key, string Text, int? Count = null);
