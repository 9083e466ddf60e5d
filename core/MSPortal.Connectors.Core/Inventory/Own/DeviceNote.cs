using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>Identifies a note.</summary>
public readonly record struct DeviceNoteId(Guid Value) : IEntityId<DeviceNoteId>
{
    public static DeviceNoteId From(Guid value) => new(value);
}

/// <summary>What somebody wrote down about a device. No sync touches it.</summary>
public sealed class DeviceNote : ITenantOwned
{
    /// <summary>Longest note.</summary>
    public const int MaxLength = 10_000;

    public required TenantId TenantId { get; init; }

    public required DeviceId DeviceId { get; set; }

    /// <summary>The device it was written on, when that was joined to this one; null otherwise.</summary>
    public DeviceId? FormerDeviceId { get; set; }

    public required DeviceNoteId Id { get; init; }

    public required string Text { get; set; }

    /// <summary>What a search looks into, as <see cref="Searched"/> makes it; in the database null in rows of earlier versions until they are filled.</summary>
    public string? SearchText
    {
        get => Searched.In(Text);
        private set { }
    }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who changed it last; null while it is as it was written. So is the time.</summary>
    public string? EditedBy { get; set; }

    public DateTimeOffset? EditedAt { get; set; }
}

internal sealed class DeviceNoteConfiguration : IEntityTypeConfiguration<DeviceNote>
{
    public void Configure(EntityTypeBuilder<DeviceNote> builder)
    {
        builder.ToTable("device_notes");
        builder.HasKey(n => new { n.TenantId, n.Id });
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Text).HasMaxLength(DeviceNote.MaxLength);
        builder.Property(n => n.By).HasMaxLength(300);
        builder.Property(n => n.EditedBy).HasMaxLength(300);
        builder.HasIndex(n => new { n.TenantId, n.DeviceId, n.At });
        builder.HasOne<Device>().WithMany().HasForeignKey(n => new { n.TenantId, n.DeviceId }).OnDelete(DeleteBehavior.Cascade);
    }
}
