using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Lists;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Companies;

/// <summary>The tenant's companies.</summary>
public sealed partial class CompaniesPage(ListCompanies list, CreateCompany create, RenameCompany rename, DeleteCompany delete, IDialogService dialogs)
{
    private CompanyMergeView? _merged;
    private Page<CompanyView>? _page;
    private Refusal? _refusal;
    private bool _isImporting;

    [Inject]
    private UndoCompanyMerge UndoMerge { get; set; } = default!;

    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _page = await list.RunAsync(Actor, Request, cancellationToken);

    private async Task AddAsync()
    {
        var isDone = await NameDialog.ShowAsync(dialogs, "Add Company", "Add", null, async name => (await create.RunAsync(Actor, name, CancellationToken.None)).Refusal);
        await ShowAsync(isDone);
    }

    private async Task RenameAsync(CompanyView company)
    {
        var isDone = await NameDialog.ShowAsync(
            dialogs, $"Rename {company.Name}", "Rename", company.Name, async name => (await rename.RunAsync(Actor, new CompanyId(company.Id), name, CancellationToken.None)).Refusal);
        await ShowAsync(isDone);
    }

    private async Task DeleteAsync(CompanyView company)
    {
        if (await dialogs.ShowMessageBoxAsync("Delete Company", $"Delete \"{company.Name}\"? This can't be undone.", yesText: "Delete", cancelText: "Cancel") != true)
            return;

        _refusal = (await delete.RunAsync(Actor, new CompanyId(company.Id), CancellationToken.None)).Refusal;
        await ReloadAsync();
    }

    private async Task ShowAliasesAsync(CompanyView company)
    {
        var dialog = await dialogs.ShowAsync<AliasesDialog>($"Aliases of {company.Name}", new DialogParameters<AliasesDialog> { { d => d.Company, company } });
        await dialog.Result;
    }

    private async Task MergeAsync(CompanyView company)
    {
        var dialog = await dialogs.ShowAsync<MergeDialog>($"Merge {company.Name}", new DialogParameters<MergeDialog> { { d => d.Company, company } });
        if (await dialog.Result is { Canceled: false, Data: CompanyMergeView merged })
        {
            _merged = merged;
            await ShowAsync(isDone: true);
        }
    }

    private async Task UndoMergeAsync()
    {
        var undone = await UndoMerge.RunAsync(Actor, new CompanyMergeId(_merged!.Id), CancellationToken.None);
        (_refusal, _merged) = (undone.Refusal, undone.Value ?? _merged);
        await ReloadAsync();
    }

    private static string MergedText(CompanyMergeView merge)
    {
        var what = $"{Words.Count(merge.Containers, "mapping")}, {Words.Count(merge.Devices, "device")} and {Words.Count(merge.Aliases, "alias", "aliases")}";
        return merge.UndoneAt is null
            ? $"{merge.From.Name} is merged into {merge.Into.Name}: {what} went over."
            : $"{merge.From.Name} and {merge.Into.Name} are two companies again. What was decided after the merge stays.";
    }

    private async Task ShowAsync(bool isDone)
    {
        if (!isDone)
            return;

        _refusal = null;
        await ReloadAsync();
    }
}
