using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>Identifies a tenant's own field.</summary>
public readonly record struct OwnFieldId(Guid Value) : IEntityId<OwnFieldId>
{
    public static OwnFieldId From(Guid value) => new(value);
}

/// <summary>What values of an own field are.</summary>
public enum OwnFieldKind
{
    Text,

    /// <summary>Up to 15 digits, with a decimal point.</summary>
    Number,

    /// <summary>A day, without a time.</summary>
    Date,

    YesNo,

    /// <summary>One of the field's choices.</summary>
    Choice,
}

/// <summary>A field that the tenant gives its devices, such as an asset tag. No sync touches it.</summary>
public sealed class OwnField : ITenantOwned
{
    /// <summary>Longest name, and longest choice.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Most fields of a tenant, and most choices of a field.</summary>
    public const int Most = 100;

    public required TenantId TenantId { get; init; }

    public required OwnFieldId Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared.</summary>
    public required string NameKey { get; set; }

    /// <summary>Never changes: values are of it.</summary>
    public required OwnFieldKind Kind { get; init; }

    /// <summary>What can be chosen, in its order, one on each line; null for other kinds.</summary>
    public string? Choices { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What an own field says of a device.</summary>
public sealed class OwnValue : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required DeviceId DeviceId { get; init; }

    /// <summary>The device that brought it when it was joined to this one: it leaves again with that device. Null when it was given to this one.</summary>
    public DeviceId? FormerDeviceId { get; set; }

    public required OwnFieldId FieldId { get; init; }

    /// <summary>As <see cref="OwnFieldValues"/> writes it.</summary>
    public required string Value { get; set; }

    /// <summary>What a search looks into, as <see cref="Searched"/> makes it; in the database null in rows of earlier versions until they are filled.</summary>
    public string? SearchText
    {
        get => Searched.In(Value);
        private set { }
    }

    public required string By { get; set; }

    public required DateTimeOffset At { get; set; }
}

internal sealed class OwnFieldConfiguration : IEntityTypeConfiguration<OwnField>
{
    public void Configure(EntityTypeBuilder<OwnField> builder)
    {
        builder.ToTable("own_fields");
        builder.HasKey(f => new { f.TenantId, f.Id });
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(OwnField.MaxNameLength);
        builder.Property(f => f.NameKey).HasMaxLength(OwnField.MaxNameLength);
        builder.Property(f => f.Kind).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(f => new { f.TenantId, f.NameKey }).IsUnique();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(f => f.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OwnValueConfiguration : IEntityTypeConfiguration<OwnValue>
{
    public void Configure(EntityTypeBuilder<OwnValue> builder)
    {
        builder.ToTable("own_values");
        builder.HasKey(v => new { v.TenantId, v.DeviceId, v.FieldId });
        builder.Property(v => v.Value).HasMaxLength(OwnFieldValues.MaxLength);
        builder.Property(v => v.By).HasMaxLength(300);
        builder.HasOne<Device>().WithMany().HasForeignKey(v => new { v.TenantId, v.DeviceId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<OwnField>().WithMany().HasForeignKey(v => new { v.TenantId, v.FieldId }).OnDelete(DeleteBehavior.Cascade);
    }
}
