using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>Takes a batch of rows back inside the caller's transaction, which has the turn. What somebody changed since stays, with the reason.</summary>
internal sealed class UndoRows
{
    private readonly ConnectorsDb _db;
    private readonly Plan _plan;
    private readonly UndoneRows _rows;
    private readonly DeviceNaming _naming;
    private readonly ChangeOrigin _origin;
    private readonly HashSet<DeviceId> _gone = [];
    private readonly HashSet<DeviceId> _left = [];

    private UndoRows(ConnectorsDb db, Plan plan, UndoneRows rows, DeviceNaming naming, ChangeOrigin origin) => (_db, _plan, _rows, _naming, _origin) = (db, plan, rows, naming, origin);

    public static async Task RunAsync(ConnectorsDb db, Plan plan, List<PlanItem> items, TimeProvider clock, CancellationToken cancellationToken)
    {
        var rows = await UndoneRows.LoadAsync(db, plan, items, cancellationToken);
        var undo = new UndoRows(db, plan, rows, await DeviceNaming.OpenAsync(db, cancellationToken), new ChangeOrigin(plan.UndoneBy!, clock.GetUtcNow()));
        foreach (var item in items)
            undo.One(item);

        db.LeftOutRecords.RemoveRange(rows.LeftOut.Values.Where(r => r.KeptFrom is null));
        await db.SaveChangesAsync(cancellationToken);
        await undo.ForgetApartAsync(items, cancellationToken);
        if (undo._gone.Count > 0)
            await db.Devices.Where(d => undo._gone.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
        await undo.LeaveStagingAsync(cancellationToken);
        await RefillDevices.RunAsync(db, undo._left, undo._origin, cancellationToken);
        plan.Undone += items.Count(i => i.Outcome is PlanOutcome.Undone);
        plan.Kept += items.Count(i => i.Outcome is PlanOutcome.Kept);
    }

    // Of a device in no mapped container nothing is kept, once it is no longer in the inventory.
    private async Task LeaveStagingAsync(CancellationToken cancellationToken)
    {
        StagedDeviceId[] ids = [.. _rows.Places.Where(p => p.Value.Company is null).Select(p => p.Key)];
        if (ids.Length > 0)
            await LeftOutRecords.TakeAwayAsync(_db, _db.StagedDevices.Where(d => ids.Contains(d.Id) && !_db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id)), cancellationToken);
    }

    // What the plan said to be not the same, so that a device could be made of it.
    private async Task ForgetApartAsync(List<PlanItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items.Where(i => i is { Code: SerialVerdicts.KeptApart, Outcome: PlanOutcome.Undone, AppliedAt: not null } && _rows.Records.ContainsKey(i.StagedDeviceId!.Value)))
        {
            var record = _rows.Records[item.StagedDeviceId!.Value];
            var (integration, id, at) = (record.IntegrationId, record.ExternalId, item.AppliedAt!.Value);
            await _db.KeptApart
                .Where(k => k.At == at && ((k.IntegrationId == integration && k.ExternalId == id) || (k.OtherIntegrationId == integration && k.OtherExternalId == id)))
                .ExecuteDeleteAsync(cancellationToken);
        }
    }

    private void One(PlanItem item)
    {
        if (item.Outcome is PlanOutcome.Excluded or PlanOutcome.Unchanged)
        {
            Restore(item);
            return;
        }

        var why = !_rows.Devices.TryGetValue(item.DeviceId!.Value, out var device) ? Missing(item)
            : _rows.LaterEdits.GetValueOrDefault(device.Id) is { } edit ? edit
            : IsJoined(item) ? TakeOut(item, device)
            : item.Change is PlannedChange.Create ? TakeAway(item, device)
            : Back(item, device);
        (item.Outcome, item.OutcomeReason) = (why is null ? PlanOutcome.Undone : PlanOutcome.Kept, why);
    }

    // Whoever took it away, it was not this undo.
    private string Missing(PlanItem item) =>
        item.StagedDeviceId is { } record && item.Change is PlannedChange.Create && _rows.Links.GetValueOrDefault(record) is { } link ? $"{link.LinkedBy} joined it to another device since. That stays."
        : _plan.IntegrationId is not null && !_rows.HasIntegration ? $"It is no longer in the inventory: \"{_plan.IntegrationName}\" was deleted since. There was nothing to take back."
        : "It is no longer in the inventory. There was nothing to take back.";

    // The record's link goes; the device too when the plan made it and nothing else holds it.
    private string? TakeAway(PlanItem item, Device device)
    {
        var record = item.StagedDeviceId!.Value;
        if (_rows.Links.GetValueOrDefault(record) is not { } link || link.DeviceId != device.Id)
            return "It no longer belongs to the record it was imported from, so it stays.";

        _db.DeviceLinks.Remove(link);
        Restore(item);

        // Also when its container is unmapped by now: mapped again, Auto-Sync would bring it back.
        if (_rows.Places.TryGetValue(record, out var place) && place.AutoSync && (place.Company ?? item.CompanyId) is { } company && _rows.Companies.ContainsKey(company))
            _rows.Records[record].KeptFrom = company;
        if (_rows.Links.Values.Any(l => l.DeviceId == device.Id && l.StagedDeviceId != record && _db.Entry(l).State is not EntityState.Deleted))
        {
            _left.Add(device.Id);
            return "It comes from another source as well by now. Only its tie to this one was taken away.";
        }

        _gone.Add(device.Id);
        return null;
    }

    // Its record was linked to a device that was there.
    private bool IsJoined(PlanItem item) =>
        item.StagedDeviceId is { } record && item.Change is PlannedChange.Create or PlannedChange.Update
        && (item.Code is SerialVerdicts.SameSerial or SerialVerdicts.ReEnrolled || _rows.Links.GetValueOrDefault(item.StagedDeviceId!.Value)?.Reason is LinkReason.SameSerial or LinkReason.ReEnrolled && item.Change is PlannedChange.Create);

    // The device stays, as the records say that it had before.
    private string? TakeOut(PlanItem item, Device device)
    {
        var record = item.StagedDeviceId!.Value;
        if (_rows.Links.GetValueOrDefault(record) is not { } link || link.DeviceId != device.Id)
            return "Its record no longer belongs to this device, so nothing was taken from it.";
        if (link.Reason is not (LinkReason.SameSerial or LinkReason.ReEnrolled))
            return $"{link.LinkedBy} linked its record by hand since. That stays.";
        if (!link.IsLive)
            return "Another record took its place on the device since. That stays.";

        _db.DeviceLinks.Remove(link);
        Restore(item);
        if (_rows.Places.TryGetValue(record, out var place) && place is { AutoSync: true, Company: { } company })
            _rows.Records[record].KeptFrom = company;
        _left.Add(device.Id);
        return null;
    }

    private string? Back(PlanItem item, Device device)
    {
        if (_plan.Kind is PlanKind.Map && _rows.Places.TryGetValue(item.StagedDeviceId!.Value, out var place) && place.Company == item.CompanyId)
            return "Its container belongs to this company still, by a later decision. It stays here.";

        var images = _rows.Images[item.Number];
        if (images.Any(i => i.Table == RowImages.Devices && RowImages.IsOverwritten(_db, i, _rows.Entity(i), nameof(Device.CompanyId))))
            return "It went to another company since. It stays there.";
        if (images.Any(i => i.Table == RowImages.Devices && RowImages.IsOverwritten(_db, i, _rows.Entity(i), nameof(Device.DeviceTypeId))))
            return "It got another device type since. It keeps it.";

        // Gone since: the database would not take the device back there.
        if (item.FromCompanyId is { } from && images.Any(IsOfCompany) && !_rows.Companies.ContainsKey(from))
            return "The company it belonged to before is gone.";

        var (company, type) = (device.CompanyId, device.DeviceTypeId);
        var (name, serial, sheet) = (device.Name, device.SerialNumber, device.Facts);
        if (FormerType(images) is { } former && !_rows.DeviceTypes.ContainsKey(former))
            return "The device type it had before is gone.";

        Restore(item);
        DeviceFields.Show(device, _naming);
        if (device.CompanyId != company)
            DeviceHistory.Moved(_db, device.Id, Name(company), Name(device.CompanyId), _origin);
        if (device.DeviceTypeId != type)
            DeviceHistory.Retyped(_db, device.Id, _rows.DeviceTypes[type], _rows.DeviceTypes[device.DeviceTypeId], _origin);
        DeviceHistory.Tell(_db, device, name, serial, sheet, _origin);
        return null;
    }

    private void Restore(PlanItem item)
    {
        foreach (var image in _rows.Images[item.Number])
            RowImages.Restore(_db, image, _rows.Entity(image));
    }

    private string Name(CompanyId id) => _rows.Companies.GetValueOrDefault(id, "");

    private static bool IsOfCompany(RowImage image) => image.Table == RowImages.Devices && image.Values.ContainsKey(nameof(Device.CompanyId));

    private static DeviceTypeId? FormerType(RowImage[] images) => images
        .Where(i => i.Table == RowImages.Devices && i.Values.ContainsKey(nameof(Device.DeviceTypeId)))
        .Select(i => (DeviceTypeId?)System.Text.Json.JsonSerializer.Deserialize<DeviceTypeId>(i.Values[nameof(Device.DeviceTypeId)].Before))
        .FirstOrDefault();
}
