using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Tenancy;

/// <summary>Identifies an API token.</summary>
public readonly record struct ApiTokenId(Guid Value) : IEntityId<ApiTokenId>
{
    public static ApiTokenId From(Guid value) => new(value);
}

/// <summary>Lets a program use the REST API. Only a hash of its secret is kept.</summary>
public sealed class ApiToken : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required ApiTokenId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>First characters of the secret, to tell tokens apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the secret in hex. The secret is random and long, so it needs no slow hash.</summary>
    public required string Hash { get; init; }

    public required Role Role { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it stopped working; null while it works. It is kept, so that its use is noticed.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(t => new { t.TenantId, t.Id });
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(t => t.Name).HasMaxLength(200);
        builder.HasIndex(t => t.Hash).IsUnique();
    }
}
