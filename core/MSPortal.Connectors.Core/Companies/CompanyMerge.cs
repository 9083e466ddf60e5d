using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>Identifies a merge of two companies.</summary>
public readonly record struct CompanyMergeId(Guid Value) : IEntityId<CompanyMergeId>
{
    public static CompanyMergeId From(Guid value) => new(value);
}

/// <summary>A company that went into another one, with all that it takes to part them again.</summary>
public sealed class CompanyMerge : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required CompanyMergeId Id { get; init; }

    /// <summary>Id of the company that is no more.</summary>
    public required CompanyId FromId { get; init; }

    public required string FromName { get; init; }

    public required DateTimeOffset FromCreatedAt { get; init; }

    /// <summary>The company that has it all now; it may be gone.</summary>
    public required CompanyId IntoId { get; init; }

    public required string IntoName { get; init; }

    public required int Containers { get; init; }

    public required int Devices { get; init; }

    public required int Aliases { get; init; }

    /// <summary>The <see cref="MovedRows"/> as JSON.</summary>
    public required string Moved { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>Ids of what a merge moved.</summary>
internal sealed record MovedRows(IReadOnlyList<Guid> Containers, IReadOnlyList<Guid> Devices, IReadOnlyList<Guid> Aliases, Guid NameAlias)
{
    /// <summary>Staged devices that a person had kept from the company.</summary>
    public IReadOnlyList<Guid> KeptFrom { get; init; } = [];

    /// <summary>Staged devices that the vendor had moved to the company, and that had not followed.</summary>
    public IReadOnlyList<Guid> MovedTo { get; init; } = [];
}

internal sealed class CompanyMergeConfiguration : IEntityTypeConfiguration<CompanyMerge>
{
    public void Configure(EntityTypeBuilder<CompanyMerge> builder)
    {
        builder.ToTable("company_merges");
        builder.HasKey(m => new { m.TenantId, m.Id });
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.FromName).HasMaxLength(Company.MaxNameLength);
        builder.Property(m => m.IntoName).HasMaxLength(Company.MaxNameLength);
        builder.Property(m => m.By).HasMaxLength(300);
        builder.HasIndex(m => new { m.TenantId, m.At });
    }
}
