using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Companies;

/// <summary>Asks which company another one goes into, and merges them.</summary>
public sealed partial class MergeDialog(MergeCompanies merge)
{
    private CompanyRef? _into;
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required CompanyView Company { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    private async Task MergeAsync()
    {
        _isBusy = true;
        var merged = await merge.RunAsync(Actor, new CompanyId(Company.Id), new CompanyId(_into!.Id), CancellationToken.None);
        (_isBusy, _refusal) = (false, merged.Refusal);
        if (merged.IsOk)
            Dialog.Close(merged.Value);
    }
}
