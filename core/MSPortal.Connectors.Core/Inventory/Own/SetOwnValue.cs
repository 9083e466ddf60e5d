using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>An own field with what it says of a device.</summary>
/// <param name="Value">A string, number or boolean; null when nobody gave one.</param>
/// <param name="By">Who gave it; null when nobody did.</param>
public sealed record OwnValueView(Guid FieldId, string Name, OwnFieldKind Kind, IReadOnlyList<string> Choices, JsonElement? Value, string? By, DateTimeOffset? At);

/// <summary>Gives a device a value of an own field, or takes it away.</summary>
public sealed class SetOwnValue(Databases databases, TimeProvider clock)
{
    /// <param name="value">Null to take it away.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, DeviceId id, OwnFieldId fieldId, JsonElement? value, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.EditDevices) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(fieldId.Value, cancellationToken);
        var name = await db.Devices.Where(d => d.Id == id).Select(d => d.Name).SingleOrDefaultAsync(cancellationToken);
        if (name is null)
            return new Missing("device");
        if (await db.OwnFields.SingleOrDefaultAsync(f => f.Id == fieldId, cancellationToken) is not { } field)
            return new Missing("own field");

        string? after = null;
        if (value is { } given)
        {
            var kept = OwnFieldValues.Keep(field, given);
            if (!kept.IsOk)
                return kept.Refusal;
            after = kept.Value;
        }

        var row = await db.OwnValues.SingleOrDefaultAsync(v => v.DeviceId == id && v.FieldId == fieldId, cancellationToken);
        var before = row?.Value;

        // To say again what a joined device brought makes it this device's own.
        if (before == after && row?.FormerDeviceId is null)
            return new Done();

        var now = clock.GetUtcNow();
        if (after is null)
            db.OwnValues.Remove(row!);
        else if (row is not null)
            (row.Value, row.By, row.At, row.FormerDeviceId) = (after, actor.Name, now, null);
        else
            db.OwnValues.Add(new OwnValue { TenantId = actor.Tenant, DeviceId = id, FieldId = fieldId, Value = after, By = actor.Name, At = now });
        db.Record(actor, clock, "device.field_set", new AuditSubject("device", id.Value, name), new { Field = field.Name, Value = before }, new { Field = field.Name, Value = after });
        if (!await db.TrySaveAsync(cancellationToken))
            return new ChangedMeanwhile();

        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>Reads what own fields say of a device.</summary>
internal static class OwnValuesOfDevice
{
    /// <returns>All of the tenant's own fields by name, with a value or without.</returns>
    public static async Task<IReadOnlyList<OwnValueView>> OwnValuesAsync(this ConnectorsDb db, DeviceId id, CancellationToken cancellationToken)
    {
        var fields = await db.OwnFields.AsNoTracking().OrderBy(f => f.NameKey).ToListAsync(cancellationToken);
        if (fields.Count == 0)
            return [];

        var values = await db.OwnValues.AsNoTracking().Where(v => v.DeviceId == id).ToDictionaryAsync(v => v.FieldId, cancellationToken);
        return [.. fields.Select(f =>
        {
            var value = values.GetValueOrDefault(f.Id);
            return new OwnValueView(f.Id.Value, f.Name, f.Kind, OwnFieldValues.ChoicesOf(f), value is null ? null : OwnFieldValues.Show(f.Kind, value.Value), value?.By, value?.At);
        })];
    }
}
