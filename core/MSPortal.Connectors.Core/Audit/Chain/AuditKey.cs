using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Vault;

namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>Identifies a key of the audit log.</summary>
public readonly record struct AuditKeyId(Guid Value) : IEntityId<AuditKeyId>
{
    public static AuditKeyId From(Guid value) => new(value);
}

/// <summary>A key that a tenant's audit entries are hashed with. The newest is used; the older ones stay, for what they were used for.</summary>
public sealed class AuditKey : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required AuditKeyId Id { get; init; }

    /// <summary>The key, sealed with the vault key for <see cref="PlaceOf"/>.</summary>
    public required byte[] Envelope { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where the vault keeps it.</summary>
    public static SecretPlace PlaceOf(TenantId tenant, AuditKeyId id) => new(tenant.Value, id.Value, "audit key", 1);
}

internal sealed class AuditKeyConfiguration : IEntityTypeConfiguration<AuditKey>
{
    public void Configure(EntityTypeBuilder<AuditKey> builder)
    {
        builder.ToTable("audit_keys");
        builder.HasKey(k => new { k.TenantId, k.Id });
        builder.Property(k => k.Id).ValueGeneratedNever();
    }
}
