using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions;

/// <summary>Identifies something that waits for a person: made of its kind and what it is about, so it is the same each time it is found.</summary>
public readonly record struct DecisionId(Guid Value) : IEntityId<DecisionId>
{
    public static DecisionId From(Guid value) => new(value);
}

/// <summary>A decision that somebody put off. All else about decisions is found anew each time, from what causes them.</summary>
public sealed class DecisionSnooze : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required DecisionId Id { get; init; }

    /// <summary>When it is asked again.</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>What it was about when it was put off; it is asked again when this becomes another.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>How many things it was about; it is asked again when they become twice as many.</summary>
    public required int Count { get; set; }

    public required string By { get; set; }

    public required DateTimeOffset At { get; set; }
}

internal sealed class DecisionSnoozeConfiguration : IEntityTypeConfiguration<DecisionSnooze>
{
    public void Configure(EntityTypeBuilder<DecisionSnooze> builder)
    {
        builder.ToTable("decision_snoozes");
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Fingerprint).HasMaxLength(64);
        builder.Property(s => s.By).HasMaxLength(300);
    }
}
