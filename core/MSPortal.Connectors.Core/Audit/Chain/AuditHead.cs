using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>The end of a tenant's chain, so that links cut off at the end are missed.</summary>
public sealed class AuditHead : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>Number of the last link.</summary>
    public required long Number { get; set; }

    /// <summary>Hash of the last link.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>When the chain was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>So many of the first entries were there before the chain: what was done to them earlier can't be seen.</summary>
    public required long Adopted { get; init; }

    public required DateTimeOffset SealedAt { get; set; }

    public required AuditKeyId KeyId { get; set; }

    /// <summary>Keyed hash of all above.</summary>
    public required byte[] Mac { get; set; }

    /// <summary>How often somebody began to seal. Counting holds the row, so that one seals at a time.</summary>
    public int Turns { get; set; }
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_heads");
        builder.HasKey(h => h.TenantId);
        builder.Property(h => h.TenantId).ValueGeneratedNever();
    }
}
