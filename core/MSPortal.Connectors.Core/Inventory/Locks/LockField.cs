using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Locks;

/// <summary>A person gives a device's field a value that no sync changes; without a value the field follows its vendor again.</summary>
public sealed class LockField(Databases databases, TimeProvider clock)
{
    /// <summary>Longest value.</summary>
    public const int MaxLength = 200;

    /// <param name="value">Null to take the lock away.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, DeviceId id, string key, string? value, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.EditDevices) is { } refusal)
            return refusal;
        if (DeviceLocks.Keys.FirstOrDefault(k => k.Key == key) is not { } field)
            return new InvalidValue("key", $"\"{key}\" can't be locked.", $"Use one of: {string.Join(", ", DeviceLocks.Keys.Select(k => k.Key))}.");
        if (value is not null && Refuses(value) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Syncs read a device before they write it: nothing may come between.
        await db.TakeLinkTurnAsync(cancellationToken);
        await db.TakeTurnsAsync(await db.DeviceLinks.Where(l => l.DeviceId == id).Select(l => l.IntegrationId).ToListAsync(cancellationToken), cancellationToken);
        if (await db.ReadToChangeAsync([id], cancellationToken) is not [var device])
            return new Missing("device");

        var now = clock.GetUtcNow();
        var locks = DeviceLocks.Read(device.Locks);
        var before = locks.ValueOf(field);
        var after = value is null ? null : NameKey.Tidy(value);
        if (before == after)
            return new Done();

        var others = locks.Where(l => l.Key != key);
        device.Locks = DeviceLocks.Write([.. after is null ? others : others.Append(new DeviceLock(key, after, actor.Name, now))]);
        var shown = Shown(device, field);
        DeviceFields.Show(device, await DeviceNaming.OpenAsync(db, cancellationToken));
        device.UpdatedAt = now;
        DeviceHistory.Edited(db, device, field, shown, Shown(device, field), new ChangeOrigin(actor.Name, now));
        db.Record(
            actor,
            clock,
            after is null ? "device.unlocked" : "device.locked",
            new AuditSubject("device", id.Value, device.Name),
            before is null ? null : new { Field = key, Value = before },
            after is null ? null : new { Field = key, Value = after });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    private static string? Shown(Device device, FactKey<string> field) =>
        field == DeviceFacts.Name ? device.Name
        : field == DeviceFacts.SerialNumber ? device.SerialNumber
        : field == DeviceFacts.Manufacturer ? device.Manufacturer
        : field == DeviceFacts.Model ? device.Model
        : device.CurrentUser;

    private static InvalidValue? Refuses(string value) =>
        string.IsNullOrWhiteSpace(value) ? new InvalidValue("value", "The value is empty.", "Give a value, or take the lock away.")
        : NameKey.Tidy(value).Length > MaxLength ? new InvalidValue("value", $"The value is longer than {MaxLength} characters.")
        : value.Any(char.IsControl) || !StorableText.IsStorable(value) ? new InvalidValue("value", "The value holds control characters or broken ones.")
        : null;
}
