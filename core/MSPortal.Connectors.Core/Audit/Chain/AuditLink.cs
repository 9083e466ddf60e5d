using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>One place of a tenant's chain: which entry stands there, and a keyed hash over it and the link before it.</summary>
public sealed class AuditLink : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }

    public required AuditEntryId EntryId { get; init; }

    public required AuditKeyId KeyId { get; init; }

    public required byte[] Hash { get; init; }
}

internal sealed class AuditLinkConfiguration : IEntityTypeConfiguration<AuditLink>
{
    public void Configure(EntityTypeBuilder<AuditLink> builder)
    {
        builder.ToTable("audit_links");
        builder.HasKey(l => new { l.TenantId, l.Number });
        builder.Property(l => l.Number).ValueGeneratedNever();
        builder.HasIndex(l => new { l.TenantId, l.EntryId }).IsUnique();
    }
}
