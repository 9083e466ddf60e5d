using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>Identifies a container.</summary>
public readonly record struct ContainerId(Guid Value) : IEntityId<ContainerId>
{
    public static ContainerId From(Guid value) => new(value);
}

/// <summary>How a container came to its company.</summary>
public enum MappingMethod
{
    /// <summary>A person chose it.</summary>
    Manual,

    /// <summary>Quick Match was sure.</summary>
    QuickMatch,

    /// <summary>It has none of its own and takes that of a container above.</summary>
    Inherited,
}

/// <summary>The vendor's site-like unit, and the company that its devices belong to.</summary>
public sealed class Container : ITenantOwned
{
    /// <summary>Longest name that is kept; longer ones are cut.</summary>
    public const int MaxNameLength = 500;

    public required TenantId TenantId { get; init; }

    public required ContainerId Id { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    public required string ExternalId { get; init; }

    public required string Name { get; set; }

    /// <summary>External id of the container around it; null at the top. It may name one that is not there.</summary>
    public string? ParentExternalId { get; set; }

    /// <summary>Devices the vendor has in it, mapped or not; null before the first complete sync of devices.</summary>
    public int? DeviceCount { get; set; }

    /// <summary>The company that its devices belong to: its own mapping's, or that of the nearest container above with a decision.</summary>
    /// <remarks>Only <see cref="EffectiveMappings"/> sets it and the two that follow.</remarks>
    public CompanyId? CompanyId { get; set; }

    /// <summary>The container above that the company, or the decision to have none, comes from; null for its own.</summary>
    public ContainerId? InheritedFromId { get; set; }

    /// <summary>Whether new devices wait because an open <see cref="Question"/> stands on the way to the company.</summary>
    public bool HoldsNewDevices { get; set; }

    /// <summary>The company that was chosen for this very container; null when it has none of its own.</summary>
    public CompanyId? OwnCompanyId { get; set; }

    /// <summary>Never map: neither it nor what inherits from it belongs to a company.</summary>
    public bool IsSkipped { get; set; }

    /// <summary>How <see cref="OwnCompanyId"/> came about.</summary>
    public MappingMethod? Method { get; set; }

    /// <summary>Probability that the mapping is right, 0 to 1; null when a person made it.</summary>
    public double? Confidence { get; set; }

    /// <summary>Why, as a JSON list of sentences; null when a person made it.</summary>
    public string? Evidence { get; set; }

    /// <summary>Who decided last; null when nobody did. A person's decision to leave it unmapped counts too.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>Whether the last decision was a person's; Quick Match then keeps off.</summary>
    public bool IsDecidedByPerson { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>What it was called when somebody last decided; null when nobody did.</summary>
    public string? DecidedName { get; set; }

    /// <summary>A <see cref="MappingQuestion"/> that waits for a person's answer, as JSON; null when there is none.</summary>
    public string? Question { get; set; }

    /// <summary>Whose serial numbers its devices have, as <see cref="SerialEvidence"/> writes it; null when nothing is known.</summary>
    public string? Serials { get; set; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Complete runs in a row that did not see it.</summary>
    public int MissedRuns { get; set; }

    /// <summary>Since when it counts as gone at the vendor; null while it is there.</summary>
    public DateTimeOffset? NotSeenSince { get; set; }
}

internal sealed class ContainerConfiguration : IEntityTypeConfiguration<Container>
{
    public void Configure(EntityTypeBuilder<Container> builder)
    {
        builder.ToTable("containers");
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.ExternalId).HasMaxLength(200);
        builder.Property(c => c.Name).HasMaxLength(Container.MaxNameLength);
        builder.Property(c => c.ParentExternalId).HasMaxLength(200);
        builder.Property(c => c.Method).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.DecidedBy).HasMaxLength(300);
        builder.Property(c => c.DecidedName).HasMaxLength(Container.MaxNameLength);
        builder.HasIndex(c => new { c.TenantId, c.IntegrationId, c.ExternalId }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.CompanyId });
        builder.HasOne<Integration>().WithMany().HasForeignKey(c => new { c.TenantId, c.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Company>().WithMany().HasForeignKey(c => new { c.TenantId, c.CompanyId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Company>().WithMany().HasForeignKey(c => new { c.TenantId, c.OwnCompanyId }).OnDelete(DeleteBehavior.Restrict);
    }
}
