using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.DeviceTypes;

/// <summary>Identifies a device type.</summary>
public readonly record struct DeviceTypeId(Guid Value) : IEntityId<DeviceTypeId>
{
    public static DeviceTypeId From(Guid value) => new(value);
}

/// <summary>A class of device in the tenant's own words.</summary>
public sealed class DeviceType : ITenantOwned
{
    /// <summary>Longest name.</summary>
    public const int MaxNameLength = 100;

    public required TenantId TenantId { get; init; }

    public required DeviceTypeId Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared.</summary>
    public required string NameKey { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A vendor's class of device as one integration reported it, and what the tenant does with it.</summary>
public sealed class ProviderType : ITenantOwned
{
    /// <summary>Longest key.</summary>
    public const int MaxKeyLength = 100;

    /// <summary>Longest name that is kept; longer ones are cut.</summary>
    public const int MaxNameLength = 200;

    public required TenantId TenantId { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    /// <summary>The connector's stable key.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }

    /// <summary>What it maps to; null until somebody decides.</summary>
    public DeviceTypeId? DeviceTypeId { get; set; }

    /// <summary>Whether new devices of mapped containers are imported at each sync.</summary>
    public bool AutoSync { get; set; }

    /// <summary>Whether devices of this type are left alone.</summary>
    public bool Ignored { get; set; }

    public required DateTimeOffset FirstSeenAt { get; init; }
}

internal sealed class DeviceTypeConfiguration : IEntityTypeConfiguration<DeviceType>
{
    public void Configure(EntityTypeBuilder<DeviceType> builder)
    {
        builder.ToTable("device_types");
        builder.HasKey(t => new { t.TenantId, t.Id });
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(DeviceType.MaxNameLength);
        builder.Property(t => t.NameKey).HasMaxLength(DeviceType.MaxNameLength);
        builder.HasIndex(t => new { t.TenantId, t.NameKey }).IsUnique();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProviderTypeConfiguration : IEntityTypeConfiguration<ProviderType>
{
    public void Configure(EntityTypeBuilder<ProviderType> builder)
    {
        builder.ToTable("provider_types");
        builder.HasKey(t => new { t.TenantId, t.IntegrationId, t.Key });
        builder.Property(t => t.Key).HasMaxLength(ProviderType.MaxKeyLength);
        builder.Property(t => t.Name).HasMaxLength(ProviderType.MaxNameLength);
        builder.HasOne<Integration>().WithMany().HasForeignKey(t => new { t.TenantId, t.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<DeviceType>().WithMany().HasForeignKey(t => new { t.TenantId, t.DeviceTypeId }).OnDelete(DeleteBehavior.Restrict);
    }
}
