using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Plans;

/// <summary>One plan, live while it is applied or undone.</summary>
public sealed partial class PlanPage(GetPlan get)
{
    private PlanView? _plan;
    private Refusal? _refusal;

    [Parameter]
    public Guid Id { get; set; }

    private string Subtitle => string.Join(" · ", new[]
    {
        _plan!.IntegrationName,
        $"made by {_plan.CreatedBy}, {Words.Exact(_plan.CreatedAt)}",
        _plan.AppliedAt is { } applied ? $"applied by {_plan.AppliedBy}, {Words.Exact(applied)}" : null,
        _plan.UndoneAt is { } undone ? $"undone by {_plan.UndoneBy}, {Words.Exact(undone)}" : null,
    }.OfType<string>());

    protected override async Task OnParametersSetAsync()
    {
        var result = await get.RunAsync(Actor, new PlanId(Id), Gone);
        (_plan, _refusal) = (result.Value, result.Refusal);
    }
}
