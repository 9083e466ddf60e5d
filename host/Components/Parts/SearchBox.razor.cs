using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A search text that lives in the address.</summary>
public sealed partial class SearchBox
{
    /// <summary>The text in the address.</summary>
    [Parameter, EditorRequired]
    public string? Value { get; set; }

    [Parameter]
    public string Label { get; set; } = "Search";

    [Parameter]
    public string Placeholder { get; set; } = "Search";

    /// <summary>Name of the query parameter.</summary>
    [Parameter]
    public string Parameter { get; set; } = "search";

    [Inject]
    private AddressQuery Address { get; set; } = default!;

    // Replaces the address: Back leads to where one was before the typing.
    private void Search(string? text)
    {
        if ((text ?? "") != (Value ?? ""))
        {
            Address.Change(new Dictionary<string, object?>
            {
                [Parameter] = string.IsNullOrWhiteSpace(text) ? null : text,
                ["page"] = null,
            });
        }
    }
}
