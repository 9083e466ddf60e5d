using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>Identifies a batch of mapping changes.</summary>
public readonly record struct MappingBatchId(Guid Value) : IEntityId<MappingBatchId>
{
    public static MappingBatchId From(Guid value) => new(value);
}

/// <summary>What a batch of mapping changes came from.</summary>
public enum MappingBatchKind
{
    /// <summary>A person mapped containers.</summary>
    Mapped,

    /// <summary>A person took mappings away.</summary>
    Unmapped,

    /// <summary>A person said "never map".</summary>
    Skipped,

    /// <summary>Quick Match, with what a person picked in its review.</summary>
    QuickMatched,

    /// <summary>A person had everything below a container inherit from it.</summary>
    AppliedToChildren,
}

/// <summary>Mapping changes that were made at once, and can be undone at once.</summary>
public sealed class MappingBatch : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required MappingBatchId Id { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    public required MappingBatchKind Kind { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the last of its changes was undone; null while one of them stands.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>One container's change in a batch.</summary>
public sealed class MappingStep : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required MappingBatchId BatchId { get; init; }

    public required ContainerId ContainerId { get; init; }

    /// <summary>The <see cref="MappingDecision"/> before, as JSON.</summary>
    public required string Before { get; init; }

    /// <summary>The <see cref="MappingDecision"/> that the batch made, as JSON.</summary>
    public required string After { get; init; }

    public DateTimeOffset? UndoneAt { get; set; }
}

internal sealed class MappingBatchConfiguration : IEntityTypeConfiguration<MappingBatch>
{
    public void Configure(EntityTypeBuilder<MappingBatch> builder)
    {
        builder.ToTable("mapping_batches");
        builder.HasKey(b => new { b.TenantId, b.Id });
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(b => b.By).HasMaxLength(300);
        builder.HasIndex(b => new { b.TenantId, b.IntegrationId, b.At });
        builder.HasOne<Integration>().WithMany().HasForeignKey(b => new { b.TenantId, b.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MappingStepConfiguration : IEntityTypeConfiguration<MappingStep>
{
    public void Configure(EntityTypeBuilder<MappingStep> builder)
    {
        builder.ToTable("mapping_steps");
        builder.HasKey(s => new { s.TenantId, s.BatchId, s.ContainerId });
        builder.HasOne<MappingBatch>().WithMany().HasForeignKey(s => new { s.TenantId, s.BatchId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Container>().WithMany().HasForeignKey(s => new { s.TenantId, s.ContainerId }).OnDelete(DeleteBehavior.Cascade);
    }
}
