using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>Identifies a device of the inventory.</summary>
public readonly record struct DeviceId(Guid Value) : IEntityId<DeviceId>
{
    public static DeviceId From(Guid value) => new(value);
}

/// <summary>An item of the inventory.</summary>
public sealed class Device : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required DeviceId Id { get; init; }

    public required CompanyId CompanyId { get; set; }

    public required DeviceTypeId DeviceTypeId { get; set; }

    /// <summary>What it is called here: what a person called it, else what the tenant's template makes, else <see cref="SourceName"/>.</summary>
    public required string Name { get; set; }

    /// <summary>What its vendor calls it; never empty.</summary>
    public required string SourceName { get; set; }

    /// <summary>By which of the tenant's templates it was named; 0 for none, or when that must be done anew.</summary>
    public int NamedVersion { get; set; }

    /// <summary>What people gave it and no sync changes, as <see cref="Locks.DeviceLocks"/> keeps it; null for nothing.</summary>
    public string? Locks { get; set; }

    public string? SerialNumber { get; set; }

    public string? Manufacturer { get; set; }

    public string? Model { get; set; }

    public string? OsName { get; set; }

    public string? OsVersion { get; set; }

    public string? CurrentUser { get; set; }

    /// <summary>Null when not known; so are the switches below.</summary>
    public bool? FileVaultEnabled { get; set; }

    public bool? FirewallEnabled { get; set; }

    public bool? GatekeeperEnabled { get; set; }

    public bool? SipEnabled { get; set; }

    public bool? MdmEnrolled { get; set; }

    public bool? Supervised { get; set; }

    /// <summary>The facts as <see cref="FactSheet"/> writes them, without those of its observation; the columns above repeat what lists and reports ask for.</summary>
    public required string Facts { get; set; }

    /// <summary>What a vendor observed last. Loaded when it is asked for.</summary>
    public DeviceObservation Observation { get; set; } = null!;

    /// <summary>What a search looks into, as <see cref="Searched"/> makes it; in the database null in rows of earlier versions until they are filled.</summary>
    public string? SearchText
    {
        get => Searched.In(Name, SerialNumber, CurrentUser, Model);
        private set { }
    }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a sync, an import or a person last changed it; observations do not count.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class DeviceConfiguration : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.ToTable("devices");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.TenantId, d.CompanyId, d.Name });
        builder.HasIndex(d => new { d.TenantId, d.Name, d.Id });
        builder.HasIndex(d => new { d.TenantId, d.SerialNumber });
        builder.HasIndex(d => new { d.TenantId, d.DeviceTypeId });
        builder.HasOne<Company>().WithMany().HasForeignKey(d => new { d.TenantId, d.CompanyId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DeviceType>().WithMany().HasForeignKey(d => new { d.TenantId, d.DeviceTypeId }).OnDelete(DeleteBehavior.Restrict);
    }
}
