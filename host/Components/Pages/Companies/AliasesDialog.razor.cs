using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Companies;

/// <summary>What else a company is called.</summary>
public sealed partial class AliasesDialog(ListAliases list, ForgetAlias forget)
{
    private IReadOnlyList<CompanyAliasView>? _aliases;
    private Refusal? _refusal;
    private string? _said;

    [Parameter, EditorRequired]
    public required CompanyView Company { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var aliases = await list.RunAsync(Actor, new CompanyId(Company.Id), Gone);
        (_aliases, _refusal) = (aliases.Value ?? _aliases, aliases.Refusal ?? _refusal);
    }

    private async Task ForgetAsync(CompanyAliasView alias)
    {
        var forgotten = await forget.RunAsync(Actor, new CompanyId(Company.Id), new CompanyAliasId(alias.Id), CancellationToken.None);
        (_refusal, _said) = (forgotten.Refusal, forgotten.IsOk ? $"{alias.Name} is forgotten." : null);
        await LoadAsync();
    }
}
