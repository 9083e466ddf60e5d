using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>Deletes the integration of a plan with just those devices that were planned to go, in the caller's one transaction.</summary>
internal static class DeletePlanned
{
    public static async Task RunAsync(ConnectorsDb db, Actor actor, Plan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var id = plan.IntegrationId!.Value;
        var planned = db.PlanItems.Where(i => i.PlanId == plan.Id && i.Outcome == PlanOutcome.Planned && i.Change == PlannedChange.Retire);
        plan.PassedOver += await planned.Where(i => !db.Devices.Any(d => d.TenantId == i.TenantId && d.Id == i.DeviceId && d.CompanyId == i.FromCompanyId)
                || !db.DeviceLinks.Any(l => l.TenantId == i.TenantId && l.DeviceId == i.DeviceId && l.IntegrationId == id)
                || db.DeviceLinks.Any(l => l.TenantId == i.TenantId && l.DeviceId == i.DeviceId && l.IntegrationId != id))
            .ExecuteUpdateAsync(
                i => i.SetProperty(x => x.Outcome, PlanOutcome.PassedOver).SetProperty(x => x.OutcomeReason, "It had changed since the plan was made, so it was kept."),
                cancellationToken);
        var removed = await db.Devices.Where(d => planned.Select(i => i.DeviceId!.Value).Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await planned.ExecuteUpdateAsync(i => i.SetProperty(x => x.Outcome, PlanOutcome.Applied).SetProperty(x => x.AppliedAt, now), cancellationToken);
        plan.Applied += plan.Total - plan.PassedOver - plan.Applied;
        if (await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } integration)
            await DeleteIntegration.TakeAwayAsync(db, actor, integration, removed, clock, cancellationToken);
    }
}
