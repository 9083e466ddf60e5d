using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;

namespace MSPortal.Connectors.Host.Components.Pages.MapRows;

/// <summary>The company of a container. The list of companies is only built for the row that is being changed.</summary>
public sealed partial class MappedTo
{
    private bool _isChoosing;

    [Parameter, EditorRequired]
    public ContainerView Container { get; set; } = default!;

    [Parameter]
    public RowSave? Save { get; set; }

    [Parameter]
    public EventCallback<MapChange> OnChange { get; set; }

    /// <summary>The list of companies is gone, and the focus with it.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    // While it is saved, what was chosen is shown; when that fails, what is there shows again.
    private CompanyRef? Company => Save is { IsSaving: true } ? Save.Change.Company : Container.Company;

    private bool Skipped => Save is { IsSaving: true } ? Save.Change.Act == MapAct.Skip : Container is { IsSkipped: true, Company: null };

    private bool IsEmpty => Company is null && !Skipped;

    private string Shown => Company?.Name ?? (MayManage ? "Choose a company" : "No company");

    private string From => Container.InheritedFrom is { } from ? $", inherited from {from}" : "";

    private string ButtonLabel =>
        Skipped ? $"Never map{From}: choose a company for {Container.Name} after all"
        : Company is null ? $"Choose a company for {Container.Name}"
        : $"{Company.Name}{From}: change the company of {Container.Name}";

    /// <summary>Opens the list of companies.</summary>
    public void Open()
    {
        _isChoosing = true;
        StateHasChanged();
    }

    private Task PickerKey(KeyboardEventArgs key) => key.Key == "Escape" ? LeaveAsync() : Task.CompletedTask;

    private void Close() => _isChoosing = false;

    private Task LeaveAsync()
    {
        _isChoosing = false;
        return OnLeft.InvokeAsync();
    }

    private async Task ChooseAsync(CompanyRef? company)
    {
        await LeaveAsync();
        if (company is not null && (company.Id != Container.Company?.Id || !Container.HasOwnMapping))
            await ChangeAsync(new MapChange(MapAct.Map, company));
    }

    private Task ChangeAsync(MapChange change) => OnChange.InvokeAsync(change);
}
