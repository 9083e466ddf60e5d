using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.History;

/// <summary>Identifies a change of a device.</summary>
public readonly record struct DeviceChangeId(Guid Value) : IEntityId<DeviceChangeId>
{
    public static DeviceChangeId From(Guid value) => new(value);
}

/// <summary>One thing that changed on a device. Written in the transaction of the change; nothing is written for what stays as it is.</summary>
public sealed class DeviceChange : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required DeviceId DeviceId { get; init; }

    public required DeviceChangeId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What changed: a fact's key, <see cref="ChangedThings.Company"/> and the like.</summary>
    public required string Key { get; init; }

    /// <summary>The value before, as JSON; null when it was not known.</summary>
    public string? Before { get; init; }

    /// <summary>The value after, as JSON; null when it is not known.</summary>
    public string? After { get; init; }

    /// <summary>Who brought it about: a person, "Auto-Sync" or "Sync".</summary>
    public required string By { get; init; }

    /// <summary>The integration whose sync it was; null for what a person did. It may be gone since.</summary>
    public Guid? IntegrationId { get; init; }

    /// <summary>The device that it happened to, before that was joined to this one; null when it was always this one.</summary>
    public DeviceId? FormerDeviceId { get; init; }

    /// <summary>The sync; null for what a person did. It may be gone since.</summary>
    public Guid? RunId { get; init; }
}

internal sealed class DeviceChangeConfiguration : IEntityTypeConfiguration<DeviceChange>
{
    public void Configure(EntityTypeBuilder<DeviceChange> builder)
    {
        builder.ToTable("device_changes");
        builder.HasKey(c => new { c.TenantId, c.DeviceId, c.Id });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Key).HasMaxLength(40);
        builder.Property(c => c.By).HasMaxLength(300);
        builder.HasIndex(c => new { c.TenantId, c.At });
        builder.HasOne<Device>().WithMany().HasForeignKey(c => new { c.TenantId, c.DeviceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
