using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>
/// Does a batch of rows inside the caller's transaction, which has the turn. Each row is looked at once more: one that changed
/// since the plan was made is left alone.
/// </summary>
internal static class ApplyRows
{
    private const string Changed = "It had changed since the plan was made, so it was left alone.";

    public static async Task RunAsync(ConnectorsDb db, Plan plan, List<PlanItem> items, TimeProvider clock, CancellationToken cancellationToken)
    {
        var origin = new ChangeOrigin(plan.AppliedBy!, clock.GetUtcNow());
        if (plan.Kind is PlanKind.Move)
            await MoveRows.RunAsync(db, items, origin, cancellationToken);
        else
            await StagedAsync(db, plan, items, origin, clock, cancellationToken);

        foreach (var item in items.Where(i => i.Outcome is PlanOutcome.Applied))
            item.AppliedAt = origin.At;
        plan.Applied += items.Count(i => i.Outcome is PlanOutcome.Applied or PlanOutcome.Unchanged);
        plan.PassedOver += items.Count(i => i.Outcome is PlanOutcome.PassedOver);
    }

    /// <summary>Leaves a row alone.</summary>
    public static void PassOver(PlanItem item, string why = Changed) => (item.Outcome, item.OutcomeReason) = (PlanOutcome.PassedOver, why);

    private static async Task StagedAsync(ConnectorsDb db, Plan plan, List<PlanItem> items, ChangeOrigin origin, TimeProvider clock, CancellationToken cancellationToken)
    {
        StagedDeviceId[] ids = [.. items.Select(i => i.StagedDeviceId!.Value)];
        var rows = await StagedJoin.Of(db, db.StagedDevices.Where(d => ids.Contains(d.Id))).ToDictionaryAsync(r => r.Record.Id, cancellationToken);
        List<(PlanItem Item, StagedJoin Row)> good = [];
        foreach (var item in items)
        {
            if (!rows.TryGetValue(item.StagedDeviceId!.Value, out var row))
                PassOver(item, "It is no longer staged, so it was left alone.");
            else if (IsAsPlanned(plan, item, row))
                good.Add((item, row));
        }

        var images = await RowImages.WhileAsync(db, () => plan.Kind is PlanKind.Retype
            ? RetypeAsync(db, plan, good, origin, cancellationToken)
            : ImportBatch.ApplyAsync(db, [.. good.Select(g => g.Row)], isNamed: plan.Kind is PlanKind.Map || !PlanRequest.Read(plan.Parameters).IsOpen, origin, clock, cancellationToken));
        var links = db.DeviceLinks.Local.ToDictionary(l => l.StagedDeviceId);
        var superseded = links.Values.ToLookup(l => l.SupersededById, l => l.StagedDeviceId.Value);
        foreach (var (item, row) in good)
        {
            // Another record with its serial number came up since the plan was looked at.
            if (!links.TryGetValue(row.Record.Id, out var link))
            {
                PassOver(item, row.Record.FailureMessage ?? Changed);
                continue;
            }

            item.Outcome = PlanOutcome.Applied;
            item.DeviceId = link.DeviceId;
            item.Before = images.Of([row.Record.Id.Value, link.DeviceId.Value, .. superseded[row.Record.Id]]);
        }
    }

    private static bool IsAsPlanned(Plan plan, PlanItem item, StagedJoin row)
    {
        var subject = PlanSubject.Of(row);
        if (plan.Kind is PlanKind.Map && subject.Device == item.DeviceId && subject.DeviceCompany == item.CompanyId)
        {
            // Devices that follow their container were faster: it is the plan's doing all the same.
            (item.Outcome, item.OutcomeReason, item.Before) = (PlanOutcome.Applied, "A sync had moved it already.", RowImages.OfCompany(row.Device!, item.FromCompanyId!.Value));
            return false;
        }

        if (subject.BaseFor(plan.Kind) != item.Base || (plan.Kind is PlanKind.Map && (subject.Status is not StagedStatus.Held || subject.Holds || subject.ContainerCompany != item.CompanyId)))
        {
            PassOver(item, item.DeviceId is null && subject.Device is not null ? "It was imported meanwhile, but not by this plan." : Changed);
            return false;
        }

        if (subject.Status is StagedStatus.Imported && plan.Kind is not PlanKind.Retype)
        {
            (item.Outcome, item.OutcomeReason) = (PlanOutcome.Unchanged, "A sync had brought it up to date already.");
            return false;
        }

        return true;
    }

    private static async Task RetypeAsync(ConnectorsDb db, Plan plan, List<(PlanItem Item, StagedJoin Row)> rows, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        var to = new DeviceTypeId(PlanRequest.Read(plan.Parameters).DeviceTypeId!.Value);
        var names = await db.DeviceTypes.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        var naming = await DeviceNaming.OpenAsync(db, cancellationToken);
        foreach (var device in rows.Select(r => r.Row.Device!))
        {
            DeviceHistory.Retyped(db, device.Id, names[device.DeviceTypeId], names[to], origin);
            (device.DeviceTypeId, device.UpdatedAt) = (to, origin.At);
            DeviceFields.Show(device, naming);
        }
    }
}

/// <summary>Moves a batch of devices to the company of their rows.</summary>
internal static class MoveRows
{
    public static async Task RunAsync(ConnectorsDb db, List<PlanItem> items, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        DeviceId[] ids = [.. items.Select(i => i.DeviceId!.Value)];
        var bases = await DraftMove.BasesAsync(db, ids, cancellationToken);
        var devices = await db.Devices.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
        var records = (await StagedJoin.Of(db, db.StagedDevices.Where(d => db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id && ids.Contains(l.DeviceId)))).ToListAsync(cancellationToken))
            .ToLookup(r => r.Link!.DeviceId);
        var companies = items.SelectMany(i => new[] { i.FromCompanyId, i.CompanyId }).Distinct().ToArray();
        var names = await db.Companies.AsNoTracking().Where(c => companies.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        var naming = await DeviceNaming.OpenAsync(db, cancellationToken);
        List<PlanItem> moved = [];
        foreach (var item in items)
        {
            if (!devices.TryGetValue(item.DeviceId!.Value, out var device))
            {
                ApplyRows.PassOver(item, "It is no longer in the inventory.");
            }
            else if (bases[device.Id] != item.Base || !names.TryGetValue(item.CompanyId!.Value, out var to))
            {
                ApplyRows.PassOver(item);
            }
            else
            {
                DeviceHistory.Moved(db, device.Id, names[device.CompanyId], to, origin);
                (device.CompanyId, device.UpdatedAt) = (item.CompanyId.Value, origin.At);
                DeviceFields.Show(device, naming);
                Place(records[device.Id], item.CompanyId.Value);
                moved.Add(item);
            }
        }

        var images = RowImages.Take(db);
        foreach (var item in moved)
        {
            item.Outcome = PlanOutcome.Applied;
            item.Before = images.Of([item.DeviceId!.Value.Value, .. records[item.DeviceId.Value].Select(r => r.Record.Id.Value)]);
        }
    }

    // A person put it here: the company of its container is not where it belongs, whatever happens to devices that moved.
    private static void Place(IEnumerable<StagedJoin> records, Companies.CompanyId to)
    {
        foreach (var row in records)
            row.Record.KeptFrom = row.Container?.CompanyId is { } company && company != to ? company : null;
    }
}
