using System.Text.Json;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>What is to be planned. Which members count depends on the kind; the others stay null.</summary>
public sealed record PlanRequest(PlanKind Kind, Guid? IntegrationId)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Import: these staged devices.</summary>
    public IReadOnlyList<Guid>? StagedDeviceIds { get; init; }

    /// <summary>Import: all of this type. Retype: the type.</summary>
    public string? TypeKey { get; init; }

    /// <summary>Import: everything that can be imported. Auto-Sync: every type that it can be on for.</summary>
    public bool All { get; init; }

    /// <summary>Auto-Sync: these types.</summary>
    public IReadOnlyList<string>? TypeKeys { get; init; }

    /// <summary>Auto-Sync: whether it is switched off instead of on.</summary>
    public bool Off { get; init; }

    /// <summary>Map and unmap: these containers.</summary>
    public IReadOnlyList<Guid>? ContainerIds { get; init; }

    /// <summary>Unmap: whether the containers are never to be mapped from then on.</summary>
    public bool Skip { get; init; }

    /// <summary>Unmap: whether it is not these containers but all inside them that lose their own mappings, and so inherit theirs.</summary>
    public bool Inside { get; init; }

    /// <summary>Map and move: the company.</summary>
    public Guid? CompanyId { get; init; }

    /// <summary>Retype: the device type.</summary>
    public Guid? DeviceTypeId { get; init; }

    /// <summary>Move: these devices of the inventory.</summary>
    public IReadOnlyList<Guid>? DeviceIds { get; init; }

    /// <summary>Delete: whether the devices are removed from the inventory; null when it was not said.</summary>
    public bool? RemovesDevices { get; init; }

    /// <summary>What the caller must be allowed to do.</summary>
    internal Permission Permission => Kind is PlanKind.Import ? Permission.ImportDevices : Permission.ManageIntegrations;

    /// <summary>Whether the rows are all that fit, and not those that somebody named.</summary>
    internal bool IsOpen => Kind is PlanKind.Import or PlanKind.AutoSync && StagedDeviceIds is null;

    internal static PlanRequest Read(string json) => JsonSerializer.Deserialize<PlanRequest>(json, Json)!;

    internal string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>What is wrong with it as it stands; null when it makes sense.</summary>
    internal InvalidValue? Refuses() => Kind switch
    {
        _ when IntegrationId is null && Kind is not PlanKind.Move => new("integrationId", "The integration is missing."),
        not PlanKind.Unmap when Skip || Inside => new(Skip ? "skip" : "inside", "That goes with a plan of the kind unmap only."),
        PlanKind.Import => RefusesImport(),
        PlanKind.AutoSync => (TypeKeys is null) == !All ? new("typeKeys", "Give exactly one of typeKeys and all.") : Named(TypeKeys, "typeKeys"),
        PlanKind.Map => CompanyId is null ? new("companyId", "The company is missing.") : Wanted(ContainerIds, "containerIds", MapContainers.MaxContainers),
        PlanKind.Unmap when Skip && Inside => new("skip", "What is inside can't inherit and never be mapped.", "Give either skip or inside."),
        PlanKind.Unmap => Wanted(ContainerIds, "containerIds", MapContainers.MaxContainers),
        PlanKind.Retype => TypeKey is null ? new("typeKey", "The provider device type is missing.") : DeviceTypeId is null ? new("deviceTypeId", "The device type is missing.") : null,
        PlanKind.Move => CompanyId is null ? new("companyId", "The company is missing.") : Wanted(DeviceIds, "deviceIds", ImportSelection.MaxNamed),
        _ => RemovesDevices is null ? new("devices", "It is not said what happens to the devices.", "Give keep or remove.") : null,
    };

    private InvalidValue? RefusesImport()
    {
        var ways = (StagedDeviceIds is null ? 0 : 1) + (TypeKey is null ? 0 : 1) + (All ? 1 : 0);
        return ways != 1 ? new InvalidValue("selection", "Give exactly one of stagedDeviceIds, typeKey and all.")
            : StagedDeviceIds is null ? null
            : Wanted(StagedDeviceIds, "stagedDeviceIds", ImportSelection.MaxNamed);
    }

    private static InvalidValue? Wanted(IReadOnlyList<Guid>? ids, string field, int most) =>
        ids is not { Count: > 0 } ? new(field, "Nothing was chosen.", "Name at least one.")
        : ids.Count > most ? new(field, $"More than {most} were named.", "Use several plans.")
        : ids.Distinct().Count() != ids.Count ? new(field, "One of them is named twice.")
        : null;

    private static InvalidValue? Named(IReadOnlyList<string>? keys, string field) =>
        keys is { Count: 0 } ? new(field, "Nothing was chosen.", "Name at least one.")
        : keys is not null && keys.Distinct(StringComparer.Ordinal).Count() != keys.Count ? new(field, "One of them is named twice.")
        : null;
}
