using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Identifies a plan.</summary>
public readonly record struct PlanId(Guid Value) : IEntityId<PlanId>
{
    public static PlanId From(Guid value) => new(value);
}

/// <summary>What a plan would do.</summary>
public enum PlanKind
{
    /// <summary>Take staged devices into the inventory.</summary>
    Import,

    /// <summary>Switch Auto-Sync of provider device types on, which imports what waits; or off.</summary>
    AutoSync,

    /// <summary>Map containers to a company, and move their imported devices there.</summary>
    Map,

    /// <summary>Take the mapping of containers away.</summary>
    Unmap,

    /// <summary>Map a provider device type to another device type, and give its imported devices that type.</summary>
    Retype,

    /// <summary>Move devices of the inventory to a company.</summary>
    Move,

    /// <summary>Delete an integration, and keep or remove its devices.</summary>
    DeleteIntegration,
}

/// <summary>Where a plan stands.</summary>
public enum PlanState
{
    /// <summary>Made; nothing has happened yet.</summary>
    Ready,

    /// <summary>Being applied in the background.</summary>
    Applying,

    /// <summary>All rows were dealt with.</summary>
    Applied,

    /// <summary>Broke off while it was applied or undone; it can be taken up again.</summary>
    Failed,

    /// <summary>Being undone in the background.</summary>
    Undoing,

    /// <summary>What it had done is taken back, but for what is listed as kept.</summary>
    Undone,
}

/// <summary>The changes an action would make, before it makes them; and afterwards what became of them.</summary>
public sealed class Plan : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required PlanId Id { get; init; }

    /// <summary>The integration it is about; null for devices that are moved whatever they came from. It may be gone since.</summary>
    public required IntegrationId? IntegrationId { get; init; }

    /// <summary>What the integration was called then; null when there is none.</summary>
    public string? IntegrationName { get; init; }

    public required PlanKind Kind { get; init; }

    /// <summary>The <see cref="PlanRequest"/>, as JSON.</summary>
    public required string Parameters { get; init; }

    /// <summary>What it does, in a few words.</summary>
    public required string Title { get; init; }

    public PlanState State { get; set; }

    /// <summary>The <see cref="PlanSummary"/>, as JSON.</summary>
    public required string Summary { get; set; }

    /// <summary>Stands for the rows and what each was based on.</summary>
    public required string RowsDigest { get; init; }

    /// <summary>Stands for the settings that the plan changes or relies on.</summary>
    public required string SettingsDigest { get; init; }

    /// <summary>The settings before, as JSON of the kind's own making; null when it changes none that it must bring back.</summary>
    public string? SettingsBefore { get; set; }

    /// <summary>Why it can't be undone; null when it can.</summary>
    public string? WhyNotUndoable { get; set; }

    /// <summary>Rows that there is something to do for, without those that were unticked.</summary>
    public int Total { get; set; }

    /// <summary>Rows that are unticked.</summary>
    public int Excluded { get; set; }

    /// <summary>Goes up each time rows are ticked or unticked, so that nobody applies another choice than the one they saw.</summary>
    public int Revision { get; set; }

    /// <summary>Rows that were done as planned.</summary>
    public int Applied { get; set; }

    /// <summary>What was done when it was applied, the <see cref="PlanTotals"/> as JSON; null before, and of plans of earlier versions.</summary>
    public string? Done { get; set; }

    /// <summary>Rows that were left alone because they had changed meanwhile.</summary>
    public int PassedOver { get; set; }

    /// <summary>Rows that were taken back.</summary>
    public int Undone { get; set; }

    /// <summary>Rows that an undo left as they are.</summary>
    public int Kept { get; set; }

    /// <summary>Number of the last row that was dealt with.</summary>
    public int Position { get; set; }

    /// <summary>Whether the work at hand, or the one that broke off, is the undo.</summary>
    public bool IsUndo { get; set; }

    /// <summary>Why it broke off; null otherwise.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>What else is to be said, as a JSON list of sentences: settings that were left as they are, and why.</summary>
    public string Notes { get; set; } = "[]";

    /// <summary>The batch of mapping changes it made; null when it made none.</summary>
    public Guid? MappingBatchId { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? AppliedBy { get; set; }

    /// <summary>Which way it was asked to be applied.</summary>
    public Channel? AppliedThrough { get; set; }

    /// <summary>When it was asked to be applied.</summary>
    public DateTimeOffset? AppliedAt { get; set; }

    public string? UndoneBy { get; set; }

    /// <summary>When it was asked to be undone.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>When the last work at it ended; null while none has.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When its rows were removed because they were old; null while they are there.</summary>
    public DateTimeOffset? RowsRemovedAt { get; set; }

    /// <summary>How often a worker has begun it; part of the proof that a writer is still the one.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when the worker that is at it may write; null while none is.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

internal sealed class PlanConfiguration : IEntityTypeConfiguration<Plan>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("plans");
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(p => p.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(p => p.AppliedThrough).HasConversion<string>().HasMaxLength(10);
        builder.Property(p => p.CreatedBy).HasMaxLength(300);
        builder.Property(p => p.AppliedBy).HasMaxLength(300);
        builder.Property(p => p.UndoneBy).HasMaxLength(300);
        builder.HasIndex(p => new { p.TenantId, p.CreatedAt });
        builder.HasIndex(p => new { p.TenantId, p.IntegrationId, p.CreatedAt });

        // No key to the integration: who did what is still to be told when it is gone.
        builder.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
