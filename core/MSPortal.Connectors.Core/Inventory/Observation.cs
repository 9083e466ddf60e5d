using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>
/// What is new about a device each time it reports. It has a narrow row of its own beside the device's: else a fleet in which
/// nothing happened but time would be written anew at each sync.
/// </summary>
public abstract class Observation : ITenantOwned
{
    /// <summary>The facts that are kept here and not with the device.</summary>
    public static IReadOnlySet<FactKey> Keys { get; } = new HashSet<FactKey>
    {
        DeviceFacts.DiskFreeBytes,
        DeviceFacts.DiskUsedPercent,
        DeviceFacts.BatteryPercent,
        DeviceFacts.BatteryCharging,
        DeviceFacts.BatteryCycles,
        DeviceFacts.LastSeenAt,
        DeviceFacts.Online,
    };

    public required TenantId TenantId { get; init; }

    /// <summary>When the vendor observed the device.</summary>
    public required DateTimeOffset ObservedAt { get; set; }

    /// <summary>When the device last reported to the vendor; null when not known.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>Null when not known.</summary>
    public bool? Online { get; set; }

    /// <summary>The facts of <see cref="Keys"/>, as <see cref="FactSheet"/> writes them.</summary>
    public required string Facts { get; set; }

    /// <summary>Tells two versions of the facts apart without comparing them: eight bytes of their hash; zero for a row that nothing was observed for yet.</summary>
    public required long Hash { get; set; }

    /// <summary>Takes over what another one says, unless it has stood empty since there were none.</summary>
    public void Take(Observation other)
    {
        if (other.Hash != 0)
            (ObservedAt, LastSeenAt, Online, Facts, Hash) = (other.ObservedAt, other.LastSeenAt, other.Online, other.Facts, other.Hash);
    }
}

/// <summary>The observation of a staged device.</summary>
public sealed class StagedObservation : Observation
{
    public required StagedDeviceId StagedDeviceId { get; init; }
}

/// <summary>The observation of a device of the inventory.</summary>
public sealed class DeviceObservation : Observation
{
    public required DeviceId DeviceId { get; init; }
}

internal sealed class StagedObservationConfiguration : IEntityTypeConfiguration<StagedObservation>
{
    public void Configure(EntityTypeBuilder<StagedObservation> builder)
    {
        builder.ToTable("staged_observations");
        builder.HasKey(o => new { o.TenantId, o.StagedDeviceId });
        builder.HasOne<StagedDevice>().WithOne(d => d.Observation).HasForeignKey<StagedObservation>(o => new { o.TenantId, o.StagedDeviceId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeviceObservationConfiguration : IEntityTypeConfiguration<DeviceObservation>
{
    public void Configure(EntityTypeBuilder<DeviceObservation> builder)
    {
        builder.ToTable("device_observations");
        builder.HasKey(o => new { o.TenantId, o.DeviceId });
        builder.HasIndex(o => new { o.TenantId, o.LastSeenAt });
        builder.HasOne<Device>().WithOne(d => d.Observation).HasForeignKey<DeviceObservation>(o => new { o.TenantId, o.DeviceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
