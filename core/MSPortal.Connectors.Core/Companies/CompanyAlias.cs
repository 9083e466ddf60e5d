using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Identifies an alias.</summary>
public readonly record struct CompanyAliasId(Guid Value) : IEntityId<CompanyAliasId>
{
    public static CompanyAliasId From(Guid value) => new(value);
}

/// <summary>Another name of a company, learned when a person mapped a container. Quick Match uses it for every integration.</summary>
public sealed class CompanyAlias : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required CompanyAliasId Id { get; init; }

    public required CompanyId CompanyId { get; set; }

    public required string Name { get; init; }

    /// <summary>The container whose mapping taught it, which may be gone; null when a merged company brought its own name.</summary>
    public ContainerId? LearnedFrom { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class CompanyAliasConfiguration : IEntityTypeConfiguration<CompanyAlias>
{
    public void Configure(EntityTypeBuilder<CompanyAlias> builder)
    {
        builder.ToTable("company_aliases");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(Container.MaxNameLength);
        builder.Property(a => a.By).HasMaxLength(300);
        builder.HasIndex(a => new { a.TenantId, a.CompanyId });
        builder.HasIndex(a => new { a.TenantId, a.LearnedFrom });
        builder.HasOne<Company>().WithMany().HasForeignKey(a => new { a.TenantId, a.CompanyId }).OnDelete(DeleteBehavior.Cascade);
    }
}
