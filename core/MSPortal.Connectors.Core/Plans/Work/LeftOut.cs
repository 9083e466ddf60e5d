using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>
/// What a person unticked must not be done by the next sync instead: by Auto-Sync that the plan switches on, or because devices
/// follow their container. Nor is it asked again: that was the answer.
/// </summary>
internal static class LeftOut
{
    private const int RowsAtOnce = 500;

    public static async Task KeepAsync(ConnectorsDb db, Plan plan, PlanRequest request, CancellationToken cancellationToken)
    {
        if (!WouldComeUp(plan, request))
            return;

        // A device that somebody had put elsewhere stays there too, now that its container is another company's.
        var numbers = await db.PlanItems
            .Where(i => i.PlanId == plan.Id && i.Code == DraftMapping.Placed)
            .Select(i => i.Number).ToListAsync(cancellationToken);
        await KeepAsync(db, plan, numbers, cancellationToken);
        if (plan.Excluded == 0)
            return;

        var excluded = db.PlanItems.Where(i => i.PlanId == plan.Id && i.Outcome == PlanOutcome.Excluded);

        // What no sync imports anyway is only not imported now.
        if (plan.Kind is PlanKind.Import)
        {
            excluded = excluded.Where(i => db.StagedDevices.Any(d => d.TenantId == i.TenantId && d.Id == i.StagedDeviceId
                && db.ProviderTypes.Any(t => t.TenantId == d.TenantId && t.IntegrationId == d.IntegrationId && t.Key == d.TypeKey && t.AutoSync)));
        }

        numbers = await excluded
            .Where(i => i.Change == PlannedChange.Create || i.Change == PlannedChange.Move || i.Code == SerialVerdicts.SameSerial || i.Code == SerialVerdicts.ReEnrolled || i.Code == StatusReason.SerialConflict)
            .Select(i => i.Number)
            .ToListAsync(cancellationToken);
        await KeepAsync(db, plan, numbers, cancellationToken);
    }

    // The mappings of the plan stand by now: each is kept from the company that its container belongs to with them.
    private static async Task KeepAsync(ConnectorsDb db, Plan plan, List<int> numbers, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0)
            return;

        var companies = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == plan.IntegrationId).ToDictionaryAsync(c => c.Id, c => c.CompanyId, cancellationToken);
        foreach (var some in numbers.Chunk(RowsAtOnce))
        {
            var items = await db.PlanItems.Where(i => i.PlanId == plan.Id && some.Contains(i.Number)).ToListAsync(cancellationToken);
            var ids = items.ConvertAll(i => i.StagedDeviceId!.Value);
            var records = await db.StagedDevices.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
            foreach (var record in records.Values)
                record.KeptFrom = record.ContainerId is { } container ? companies.GetValueOrDefault(container) : null;

            var images = RowImages.Take(db);
            foreach (var item in items)
                item.Before = images.Of(item.StagedDeviceId!.Value.Value);
        }
    }

    private static bool WouldComeUp(Plan plan, PlanRequest request) =>
        plan.Kind is PlanKind.AutoSync ? !request.Off : plan.Kind is PlanKind.Import or PlanKind.Map or PlanKind.Unmap;
}
