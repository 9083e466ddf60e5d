using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>Identifies an audit entry.</summary>
public readonly record struct AuditEntryId(Guid Value) : IEntityId<AuditEntryId>
{
    public static AuditEntryId From(Guid value) => new(value);
}

/// <summary>One change: who, what, before and after, when. Written in the transaction of the change.</summary>
public sealed class AuditEntry : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required AuditEntryId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required Channel Through { get; init; }

    /// <summary>What was done, for example <c>container.mapped</c>.</summary>
    public required string Action { get; init; }

    public required string SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }

    public required string SubjectName { get; init; }

    /// <summary>State before as JSON; null when there was none. Secrets stand in it as the word "changed".</summary>
    public string? Before { get; init; }

    /// <summary>State after as JSON; null when there is none.</summary>
    public string? After { get; init; }
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
        builder.HasIndex(e => new { e.TenantId, e.At });
        builder.HasIndex(e => new { e.TenantId, e.SubjectId, e.At });
    }
}
