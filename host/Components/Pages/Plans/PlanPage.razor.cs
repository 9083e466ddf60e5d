using System.Globalization;
using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>One plan, live while it is applied or undone. Which rows are shown stands in the address.</summary>
public sealed partial class PlanPage(GetPlan get, NavigationManager navigation, AddressQuery address, ISnackbar snackbar)
{
    private PlanView? _plan;
    private Refusal? _refusal;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    [SupplyParameterFromQuery(Name = "company")]
    public string? Company { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")]
    public string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageText { get; set; }

    private PlanRowFilter Filter => new(
        Search, Change, Company, Outcome,
        int.TryParse(PageText, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);

    private string Subtitle => string.Join(" · ", new[]
    {
        _plan!.IntegrationName,
        $"made by {_plan.CreatedBy}, {Words.Exact(_plan.CreatedAt)}",
        _plan.AppliedAt is { } applied ? $"applied by {_plan.AppliedBy}, {Words.Exact(applied)}" : null,
        _plan.UndoneAt is { } undone ? $"undone by {_plan.UndoneBy}, {Words.Exact(undone)}" : null,
    }.OfType<string>());

    // The address changes with each filter; the plan is read once.
    protected override async Task OnParametersSetAsync()
    {
        if (_plan?.Id != Id)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var result = await get.RunAsync(Actor, new PlanId(Id), Gone);
        (_plan, _refusal) = (result.Value, result.Refusal);
    }

    private void Show(PlanView plan) => _plan = plan;

    // Only what was changed: what another filter has just asked for may not have reached this page yet.
    private void ShowRows(PlanRowFilter filter)
    {
        var parameters = new Dictionary<string, object?> { ["page"] = filter.Page > 1 ? filter.Page : null };
        foreach (var (name, now, next) in new[]
        {
            ("search", Search, filter.Search), ("change", Change, filter.Change),
            ("company", Company, filter.Company), ("outcome", Outcome, filter.Outcome),
        })
        {
            if (Given(now) != Given(next))
                parameters[name] = Given(next);
        }

        address.Change(parameters, replace: filter.Page == Filter.Page);
    }

    private void Leave()
    {
        snackbar.Add("The plan was thrown away. Nothing was changed.", Severity.Success);
        navigation.NavigateTo("/plans");
    }

    private void Open(PlanView plan) => navigation.NavigateTo($"/plans/{plan.Id}");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
