using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>
/// Says that the order of sources was changed and that devices do not show yet what it says. There as long as that is so: a host
/// that stops leaves it to the next. Which devices they are stands with their links.
/// </summary>
public sealed class SourceRefill : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>Who changed the order.</summary>
    public required string By { get; set; }

    public required DateTimeOffset AskedAt { get; set; }

    /// <summary>Devices that had to be brought up to date when the order was changed.</summary>
    public required int Total { get; set; }

    /// <summary>How many of them show it by now.</summary>
    public int Done { get; set; }

    /// <summary>Until when the worker that is at it is left alone; null while none is.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

internal sealed class SourceRefillConfiguration : IEntityTypeConfiguration<SourceRefill>
{
    public void Configure(EntityTypeBuilder<SourceRefill> builder)
    {
        builder.ToTable("source_refills");
        builder.HasKey(r => r.TenantId);
        builder.Property(r => r.By).HasMaxLength(300);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
    }
}
