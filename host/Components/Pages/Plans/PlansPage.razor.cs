using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>The tenant's plans, newest first.</summary>
public sealed partial class PlansPage(ListPlans list)
{
    private Page<PlanView>? _page;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    public override bool IsFiltered => base.IsFiltered || State is not null;

    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _page = await list.RunAsync(Actor, null, Enum.TryParse<PlanState>(State, ignoreCase: true, out var state) ? state : null, Request, cancellationToken);
}
