using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>What applying and undoing a plan have in common.</summary>
internal static class PlanWork
{
    private const int RowsAtOnce = 1_000;

    /// <summary>The plan, its row locked until the transaction ends, so that of two who ask at once the second sees what the first did; null when it is not there.</summary>
    public static async Task<Plan?> LockAsync(ConnectorsDb db, PlanId id, CancellationToken cancellationToken) =>
        await db.Plans.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Position, x => x.Position), cancellationToken) == 0
            ? null
            : await db.Plans.SingleAsync(p => p.Id == id, cancellationToken);

    /// <summary>Takes the turns of the integrations whose staged devices and links are concerned, always in the same order.</summary>
    /// <param name="devices">The devices at hand, for a plan that moves devices; null for all of the plan.</param>
    public static async Task TakeTurnsAsync(ConnectorsDb db, Plan plan, DeviceId[]? devices, CancellationToken cancellationToken)
    {
        await db.TakeLinkTurnAsync(cancellationToken);
        if (plan.Kind is PlanKind.DeleteIntegration)
        {
            await DeleteIntegration.TakeTurnsAsync(db, plan.IntegrationId!.Value, cancellationToken);
            return;
        }

        if (plan.Kind is not PlanKind.Move)
        {
            await db.TakeTurnAsync(plan.IntegrationId!.Value, cancellationToken);
            return;
        }

        devices ??= [.. await db.PlanItems.Where(i => i.PlanId == plan.Id && i.DeviceId != null).Select(i => i.DeviceId!.Value).ToListAsync(cancellationToken)];
        HashSet<IntegrationId> integrations = [];
        foreach (var some in devices.Chunk(RowsAtOnce))
            integrations.UnionWith(await db.DeviceLinks.Where(l => some.Contains(l.DeviceId)).Select(l => l.IntegrationId).Distinct().ToListAsync(cancellationToken));
        await db.TakeTurnsAsync(integrations, cancellationToken);
    }

    /// <summary>Leaves a plan to the next worker that comes.</summary>
    public static void TakeUp(Plan plan, PlanState state) =>
        (plan.State, plan.ErrorMessage, plan.FinishedAt, plan.LeaseUntil) = (state, null, null, null);

    public static AuditSubject Subject(Plan plan) => new("plan", plan.Id.Value, plan.Title);
}
