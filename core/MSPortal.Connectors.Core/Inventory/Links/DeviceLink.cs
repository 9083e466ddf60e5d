using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>Why a record belongs to its device.</summary>
public enum LinkReason
{
    /// <summary>The device was made from it.</summary>
    Imported,

    /// <summary>It tells the serial number of a record of another integration that the device had already.</summary>
    SameSerial,

    /// <summary>It tells the serial number of a record of the same integration that the vendor no longer reports.</summary>
    ReEnrolled,

    /// <summary>A person said so.</summary>
    Joined,

    /// <summary>A person took it out of another device.</summary>
    Split,
}

/// <summary>Says that a source record tells of a device of the inventory. A record has at most one link, a device one for each record.</summary>
public sealed class DeviceLink : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>The record; also the id of the link.</summary>
    public required StagedDeviceId StagedDeviceId { get; init; }

    public required DeviceId DeviceId { get; set; }

    public required IntegrationId IntegrationId { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>The record's content hash when it was last written to the device.</summary>
    public required string AppliedHash { get; set; }

    public LinkReason Reason { get; set; }

    /// <summary>What speaks for it, as a sentence.</summary>
    public required string Evidence { get; set; }

    public required string LinkedBy { get; set; }

    public required DateTimeOffset LinkedAt { get; set; }

    /// <summary>Since when another record has taken this one's place: it no longer feeds the device. Null while it does.</summary>
    public DateTimeOffset? SupersededAt { get; set; }

    /// <summary>The record that has taken its place; it may be gone since.</summary>
    public StagedDeviceId? SupersededById { get; set; }

    /// <summary>The device that it belonged to before it was joined to this one, which comes back when it is split; null when there was none.</summary>
    public DeviceId? OwnDeviceId { get; set; }

    /// <summary>Whether the record feeds the device.</summary>
    public bool IsLive => SupersededAt is null;

    internal void Supersede(StagedDeviceId by, DateTimeOffset at) => (SupersededById, SupersededAt) = (by, at);

    internal void Revive() => (SupersededById, SupersededAt) = (null, null);
}

internal sealed class DeviceLinkConfiguration : IEntityTypeConfiguration<DeviceLink>
{
    public void Configure(EntityTypeBuilder<DeviceLink> builder)
    {
        builder.ToTable("device_links");
        builder.HasKey(l => new { l.TenantId, l.StagedDeviceId });
        builder.Property(l => l.ExternalId).HasMaxLength(200);
        builder.Property(l => l.AppliedHash).HasMaxLength(64);
        builder.Property(l => l.Reason).HasConversion<string>().HasMaxLength(20).HasDefaultValue(LinkReason.Imported);
        builder.Property(l => l.Evidence).HasDefaultValue("The device was made from this record.");
        builder.HasIndex(l => new { l.TenantId, l.DeviceId });
        builder.HasOne<StagedDevice>().WithOne().HasForeignKey<DeviceLink>(l => new { l.TenantId, l.StagedDeviceId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Device>().WithMany().HasForeignKey(l => new { l.TenantId, l.DeviceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
