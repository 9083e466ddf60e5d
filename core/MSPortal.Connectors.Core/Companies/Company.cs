using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Identifies a company.</summary>
public readonly record struct CompanyId(Guid Value) : IEntityId<CompanyId>
{
    public static CompanyId From(Guid value) => new(value);
}

/// <summary>A customer of the MSP.</summary>
public sealed class Company : ITenantOwned
{
    /// <summary>Longest name.</summary>
    public const int MaxNameLength = 200;

    public required TenantId TenantId { get; init; }

    public required CompanyId Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared: two companies of a tenant can't differ in case and blanks alone.</summary>
    public required string NameKey { get; set; }

    /// <summary>What a search looks into, as <see cref="Searched"/> makes it; in the database null in rows of earlier versions until they are filled.</summary>
    public string? SearchText
    {
        get => Searched.In(Name);
        private set { }
    }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class CompanyConfiguration : IEntityTypeConfiguration<Company>
{
    public const string UniqueNameIndex = "ux_companies_name";

    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.ToTable("companies");
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(Company.MaxNameLength);
        builder.Property(c => c.NameKey).HasMaxLength(Company.MaxNameLength);
        builder.HasIndex(c => new { c.TenantId, c.NameKey }, UniqueNameIndex).IsUnique();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(c => c.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
