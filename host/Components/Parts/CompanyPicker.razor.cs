using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Chooses a company by a part of its name. The host searches, so any number of companies will do.</summary>
public sealed partial class CompanyPicker
{
    private const int Shown = 30;

    private MudAutocomplete<CompanyRef>? _input;

    [Parameter]
    public CompanyRef? Value { get; set; }

    [Parameter]
    public EventCallback<CompanyRef?> ValueChanged { get; set; }

    /// <summary>The field's name; for a screen reader too when it is hidden.</summary>
    [Parameter]
    public string Label { get; set; } = "Company";

    [Parameter]
    public bool IsLabelHidden { get; set; }

    [Parameter]
    public string Placeholder { get; set; } = "Choose a company";

    [Parameter]
    public bool IsClearable { get; set; }

    [Parameter]
    public bool IsDisabled { get; set; }

    /// <summary>Whether to take the focus and show the list at once.</summary>
    [Parameter]
    public bool OpensAtOnce { get; set; }

    /// <summary>The list was closed, with or without a choice.</summary>
    [Parameter]
    public EventCallback OnClosed { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [Inject]
    private ListCompanies Companies { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && OpensAtOnce && _input is not null)
        {
            await _input.FocusAsync();
            await _input.OpenMenuAsync();
        }
    }

    private async Task<IEnumerable<CompanyRef>> SearchAsync(string? text, CancellationToken cancellationToken)
    {
        // The name that is chosen already is no search: the list opens with all.
        var search = text == Value?.Name ? null : text;
        var page = await Companies.RunAsync(Actor, new PageRequest(1, Shown, search), cancellationToken);
        return page.Items.Select(c => new CompanyRef(c.Id, c.Name));
    }

    private Task OnOpenChangedAsync(bool isOpen) => isOpen ? Task.CompletedTask : OnClosed.InvokeAsync();
}
