using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Naming;

/// <summary>How a tenant calls its devices. A tenant that never said so has none: devices are then called as their vendors call them.</summary>
public sealed class DisplayNameRule : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>The template; null for the vendors' names.</summary>
    public string? Template { get; set; }

    public required string By { get; set; }

    public required DateTimeOffset At { get; set; }

    /// <summary>Counts the templates, from 1; see <see cref="Device.NamedVersion"/>.</summary>
    public int Version { get; set; }

    /// <summary>Whether there may be devices with an old name.</summary>
    public bool IsPending { get; set; }
}

internal sealed class DisplayNameRuleConfiguration : IEntityTypeConfiguration<DisplayNameRule>
{
    public void Configure(EntityTypeBuilder<DisplayNameRule> builder)
    {
        builder.ToTable("display_name_rules");
        builder.HasKey(r => r.TenantId);
        builder.Property(r => r.Template).HasMaxLength(NameTemplate.MaxLength);
        builder.Property(r => r.By).HasMaxLength(300);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
    }
}
