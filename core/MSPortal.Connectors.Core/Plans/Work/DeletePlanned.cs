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
        var removed = await db.Devices
            .Where(d => planned.Any(i => i.DeviceId == d.Id && i.FromCompanyId == d.CompanyId)
                && db.DeviceLinks.Any(l => l.DeviceId == d.Id && l.IntegrationId == id)
                && !db.DeviceLinks.Any(l => l.DeviceId == d.Id && l.IntegrationId != id))
            .ExecuteDeleteAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await planned.Where(i => !db.Devices.Any(d => d.Id == i.DeviceId))
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.Outcome, PlanOutcome.Applied).SetProperty(x => x.AppliedAt, now), cancellationToken);
        plan.PassedOver += await planned.ExecuteUpdateAsync(
            i => i.SetProperty(x => x.Outcome, PlanOutcome.PassedOver).SetProperty(x => x.OutcomeReason, "It had changed since the plan was made, so it was kept."),
            cancellationToken);
        plan.Applied += plan.Total - plan.PassedOver - plan.Applied;
        if (await db.Integrations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } integration)
            await DeleteIntegration.TakeAwayAsync(db, actor, integration, removed, clock, cancellationToken);
    }
}
