using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Audit.Chain;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>Identifies an audit entry.</summary>
public readonly record struct AuditEntryId(Guid Value) : IEntityId<AuditEntryId>
{
    public static AuditEntryId From(Guid value) => new(value);
}

/// <summary>How an attempt ended.</summary>
public enum AuditResult
{
    /// <summary>Written before results were kept.</summary>
    Unknown,

    /// <summary>The change was made; the entry was written in its transaction.</summary>
    Done,

    /// <summary>It was refused, and nothing was changed.</summary>
    Refused,
}

/// <summary>One change, or one refused attempt: who, what, before and after, when, through what, and how it ended.</summary>
public sealed class AuditEntry : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required AuditEntryId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required Channel Through { get; init; }

    /// <summary>What was done, for example <c>container.mapped</c>; of a refused attempt what was asked for.</summary>
    public required string Action { get; init; }

    public required string SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }

    public required string SubjectName { get; init; }

    /// <summary>State before as JSON; null when there was none. Secrets stand in it as the word "changed".</summary>
    public string? Before { get; init; }

    /// <summary>State after as JSON; null when there is none.</summary>
    public string? After { get; init; }

    public required AuditResult Result { get; init; }

    /// <summary>Code of the refusal; null when it was not refused.</summary>
    public string? Code { get; init; }

    /// <summary>How many attempts the entry stands for: like ones that are refused within a minute share one.</summary>
    public int Count { get; set; } = 1;

    /// <summary>When the last of several attempts was made; null when there was one.</summary>
    public DateTimeOffset? LastAt { get; set; }

    /// <summary>The key that <see cref="Mac"/> was made with; null for an entry that was written before there was a chain.</summary>
    public AuditKeyId? KeyId { get; set; }

    /// <summary>Keyed hash of all above, made when the entry is written; null like <see cref="KeyId"/>.</summary>
    public byte[]? Mac { get; set; }

    /// <summary>Its place in the chain, from 1; null until it is sealed.</summary>
    public long? Number { get; set; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Through).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.Action).HasMaxLength(60);
        builder.Property(e => e.SubjectKind).HasMaxLength(40);
        builder.Property(e => e.Result).HasConversion<string>().HasMaxLength(10).HasDefaultValue(AuditResult.Unknown);
        builder.Property(e => e.Code).HasMaxLength(60);
        builder.Property(e => e.Count).HasDefaultValue(1);

        // A repeated attempt and the sealing of its entry must not pass each other by.
        builder.Property(e => e.Mac).IsConcurrencyToken();
        builder.Property(e => e.Number).IsConcurrencyToken();
        builder.HasIndex(e => new { e.TenantId, e.At });
        builder.HasIndex(e => new { e.TenantId, e.SubjectId, e.At });
        builder.HasIndex(e => new { e.TenantId, e.Number, e.At });
        builder.HasIndex(e => new { e.TenantId }, "ix_audit_entries_unsealed").HasFilter("number is null");
    }
}
