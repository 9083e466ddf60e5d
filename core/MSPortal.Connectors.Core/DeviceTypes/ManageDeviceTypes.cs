using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.DeviceTypes;

/// <summary>A device type for people and programs.</summary>
public sealed record DeviceTypeView(Guid Id, string Name, int Devices);

/// <summary>A device type where only its name matters.</summary>
public sealed record DeviceTypeRef(Guid Id, string Name);

/// <summary>Lists the tenant's device types by name.</summary>
public sealed class ListDeviceTypes(Databases databases)
{
    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["name"];

    public async Task<Page<DeviceTypeView>> RunAsync(Actor actor, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var types = db.DeviceTypes.AsNoTracking();
        if (request.SearchText is { } text)
            types = types.Where(t => SearchInQueries.Finds(t.Name, text.Wanted, text.Regex));

        var sorted = request.Sort == "-name" ? types.OrderByDescending(t => t.NameKey) : types.OrderBy(t => t.NameKey);
        return await sorted.ThenBy(t => t.Id)
            .Select(t => new DeviceTypeView(t.Id.Value, t.Name, db.Devices.Count(d => d.TenantId == t.TenantId && d.DeviceTypeId == t.Id)))
            .ToPageAsync(request, cancellationToken);
    }
}

/// <summary>Adds a device type.</summary>
public sealed class CreateDeviceType(Databases databases, TimeProvider clock)
{
    public async Task<Result<DeviceTypeView>> RunAsync(Actor actor, string? name, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (DeviceTypeName.Refuses(name) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        var type = DeviceTypeName.NewType(actor.Tenant, name!, clock);
        db.DeviceTypes.Add(type);
        db.Record(actor, clock, "device_type.created", new AuditSubject("device_type", type.Id.Value, type.Name));
        return await db.TrySaveAsync(cancellationToken) ? new DeviceTypeView(type.Id.Value, type.Name, 0) : new DeviceTypeExists(type.Name);
    }
}

/// <summary>Renames a device type.</summary>
public sealed class RenameDeviceType(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, DeviceTypeId id, string? name, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (DeviceTypeName.Refuses(name) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var type = await db.DeviceTypes.SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        if (type is null)
            return new Missing("device type");

        var before = type.Name;
        (type.Name, type.NameKey) = (NameKey.Tidy(name!), NameKey.Of(name!));
        if (type.Name == before)
            return new Done();

        db.Record(actor, clock, "device_type.renamed", new AuditSubject("device_type", id.Value, type.Name), new { Name = before }, new { type.Name });
        if (!await db.TrySaveAsync(cancellationToken))
            return new DeviceTypeExists(type.Name);

        await db.OutdateNamesAsync(d => d.DeviceTypeId == id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>Deletes a device type that nothing uses.</summary>
public sealed class DeleteDeviceType(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, DeviceTypeId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var type = await db.DeviceTypes.SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        if (type is null)
            return new Missing("device type");

        var mapped = await db.ProviderTypes.CountAsync(t => t.DeviceTypeId == id, cancellationToken);
        var devices = await db.Devices.CountAsync(d => d.DeviceTypeId == id, cancellationToken);
        if (mapped + devices > 0)
            return new DeviceTypeInUse(type.Name, mapped, devices);

        db.DeviceTypes.Remove(type);
        db.Record(actor, clock, "device_type.deleted", new AuditSubject("device_type", id.Value, type.Name), new { type.Name });
        if (!await db.TrySaveAsync(cancellationToken))
            return new DeviceTypeInUse(type.Name, 1, 0);

        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>The rules for a device type's name.</summary>
internal static class DeviceTypeName
{
    public static InvalidValue? Refuses(string? name) =>
        string.IsNullOrWhiteSpace(name) ? new InvalidValue("name", "A device type needs a name.")
        : NameKey.Tidy(name).Length > DeviceType.MaxNameLength ? new InvalidValue("name", $"The name is longer than {DeviceType.MaxNameLength} characters.")
        : name.Any(char.IsControl) || !StorableText.IsStorable(name) ? new InvalidValue("name", "The name holds control characters or broken ones.")
        : null;

    /// <summary>The name of a device type made for a provider type, which the vendor may have named as it likes.</summary>
    public static string From(ProviderType type) =>
        StorableText.NotBlank(NameKey.Tidy(string.Concat(type.Name.Where(c => !char.IsControl(c)))), DeviceType.MaxNameLength) ?? type.Key;

    public static DeviceType NewType(TenantId tenant, string name, TimeProvider clock) => new()
    {
        TenantId = tenant,
        Id = EntityId.New<DeviceTypeId>(clock),
        Name = NameKey.Tidy(name),
        NameKey = NameKey.Of(name),
        CreatedAt = clock.GetUtcNow(),
    };
}

/// <summary>The tenant has a device type of this name.</summary>
public sealed record DeviceTypeExists(string Name) : Refusal(
    RefusalKind.Conflict,
    "device_type_exists",
    $"There is already a device type named \"{Name}\".",
    "Use the existing one, or choose another name.");

/// <summary>Something uses the device type.</summary>
public sealed record DeviceTypeInUse(string Name, int Mapped, int Devices) : Refusal(
    RefusalKind.Conflict,
    "device_type_in_use",
    $"\"{Name}\" can't be deleted: {Mapped} provider types map to it and {Devices} devices have it.",
    "Map the provider types to another device type first.");
