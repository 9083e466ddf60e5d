using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>Which devices are wanted; null leaves a filter out.</summary>
/// <param name="OsName"><see cref="Unknown"/> for devices that do not tell.</param>
public sealed record DeviceFilter(Guid? CompanyId = null, Guid? DeviceTypeId = null, string? OsName = null, bool? Online = null)
{
    /// <summary>Stands for devices of which an operating system or its version is not known.</summary>
    public const string Unknown = "unknown";

    /// <summary><see cref="Unknown"/> for devices that do not tell.</summary>
    public string? OsVersion { get; init; }

    /// <summary>The check that <see cref="CheckState"/> is about.</summary>
    public SecurityCheck? Check { get; init; }

    public CheckState? CheckState { get; init; }

    public SeenState? Seen { get; init; }

    /// <summary>What counts as stale for <see cref="CheckState"/> and <see cref="Seen"/>.</summary>
    public StaleAfter StaleAfter { get; init; }

    /// <summary>Last seen before this moment.</summary>
    public DateTimeOffset? SeenBefore { get; init; }

    /// <summary>Last seen at this moment or later.</summary>
    public DateTimeOffset? SeenAfter { get; init; }

    /// <summary>Whether a number of a report can be looked at by it: the filter and the report count alike.</summary>
    internal IQueryable<Device> Of(IQueryable<Device> devices, DateTimeOffset now)
    {
        if (CompanyId is { } company)
        {
            var id = new CompanyId(company);
            devices = devices.Where(d => d.CompanyId == id);
        }

        if (DeviceTypeId is { } type)
        {
            var id = new DeviceTypeId(type);
            devices = devices.Where(d => d.DeviceTypeId == id);
        }

        if (!string.IsNullOrWhiteSpace(OsName))
        {
            var name = OsName == Unknown ? null : StorableText.Of(OsName);
            devices = devices.Where(d => d.OsName == name);
        }

        if (!string.IsNullOrWhiteSpace(OsVersion))
        {
            var version = OsVersion == Unknown ? null : StorableText.Of(OsVersion);
            devices = devices.Where(d => d.OsVersion == version);
        }

        if (Online is { } online)
            devices = devices.Where(d => d.Observation.Online == online);
        return WithCheck(WithSeen(devices, now), now);
    }

    private IQueryable<Device> WithSeen(IQueryable<Device> devices, DateTimeOffset now)
    {
        var before = StaleAfter.Before(now);
        devices = Seen switch
        {
            SeenState.Current => devices.Where(d => d.Observation.LastSeenAt >= before),
            SeenState.Stale => devices.Where(d => d.Observation.LastSeenAt < before),
            SeenState.Unknown => devices.Where(d => d.Observation.LastSeenAt == null),
            _ => devices,
        };
        if (SeenBefore?.ToUniversalTime() is { } end)
            devices = devices.Where(d => d.Observation.LastSeenAt < end);
        if (SeenAfter?.ToUniversalTime() is { } begin)
            devices = devices.Where(d => d.Observation.LastSeenAt >= begin);
        return devices;
    }

    private IQueryable<Device> WithCheck(IQueryable<Device> devices, DateTimeOffset now)
    {
        if (Check is not { Column: var column, LackedBy: var lacking })
            return devices;

        var before = StaleAfter.Before(now);
        var having = lacking.Count == 0 ? devices : devices.Where(d => d.OsName == null || !lacking.Contains(d.OsName));
        return CheckState switch
        {
            Inventory.CheckState.Pass => having.Where(d => EF.Property<bool?>(d, column) == true && !(d.Observation.LastSeenAt != null && d.Observation.LastSeenAt < before)),
            Inventory.CheckState.Fail => having.Where(d => EF.Property<bool?>(d, column) == false && !(d.Observation.LastSeenAt != null && d.Observation.LastSeenAt < before)),
            Inventory.CheckState.Unknown => devices.Where(d => EF.Property<bool?>(d, column) == null || (d.OsName != null && lacking.Contains(d.OsName))),
            Inventory.CheckState.NotApplicable => devices.Where(d => d.OsName != null && lacking.Contains(d.OsName)),
            Inventory.CheckState.Stale => having.Where(d => EF.Property<bool?>(d, column) != null && d.Observation.LastSeenAt != null && d.Observation.LastSeenAt < before),
            _ => devices,
        };
    }
}
