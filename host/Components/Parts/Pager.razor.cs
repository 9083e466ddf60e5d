using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Leads through the pages of a list by links, so that Back works. Draws nothing when one page holds all.</summary>
public sealed partial class Pager
{
    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Page { get; set; }

    /// <summary>Rows of a page.</summary>
    [Parameter, EditorRequired]
    public int Size { get; set; }

    /// <summary>Rows of the list.</summary>
    [Parameter, EditorRequired]
    public int Total { get; set; }

    /// <summary>Name of the page's query parameter.</summary>
    [Parameter]
    public string Parameter { get; set; } = "page";

    [Parameter]
    public string Label { get; set; } = "Pages";

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Pages => Math.Max(1, (Total + Size - 1) / Size);

    private int First => Math.Min(Total, ((Page - 1) * Size) + 1);

    private int Last => Math.Min(Total, Page * Size);

    private string Address(int page) => Navigation.GetUriWithQueryParameter(Parameter, page == 1 ? null : page);
}
