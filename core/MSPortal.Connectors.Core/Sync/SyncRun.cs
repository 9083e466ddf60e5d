using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Identifies a sync run.</summary>
public readonly record struct SyncRunId(Guid Value) : IEntityId<SyncRunId>
{
    public static SyncRunId From(Guid value) => new(value);
}

/// <summary>What a run syncs.</summary>
public enum SyncScope
{
    /// <summary>Containers only.</summary>
    Containers,

    /// <summary>Devices only.</summary>
    Devices,

    /// <summary>Containers, then devices.</summary>
    All,
}

/// <summary>Why a run was started.</summary>
public enum SyncTrigger
{
    /// <summary>The integration was just created.</summary>
    Setup,

    /// <summary>Somebody asked.</summary>
    Manual,

    /// <summary>It was due.</summary>
    Schedule,

    /// <summary>A container was mapped.</summary>
    Mapping,
}

/// <summary>Where a run stands.</summary>
public enum SyncState
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Saw everything.</summary>
    Succeeded,

    /// <summary>Ended well, but is known or feared not to have seen everything, or what it saw is in doubt. Nothing was marked as missing.</summary>
    Partial,

    /// <summary>Ended with an error; what it had saved before stays.</summary>
    Failed,

    /// <summary>Somebody stopped it; what it had saved before stays.</summary>
    Cancelled,

    /// <summary>Saw so many devices missing that it marked none of them and waits for a person.</summary>
    Held,
}

/// <summary>What a person says to a held run.</summary>
public enum HeldAnswer
{
    /// <summary>The devices are gone: mark them.</summary>
    AllowOnce,

    /// <summary>They are not: mark none.</summary>
    Reject,
}

/// <summary>One execution of a sync.</summary>
public sealed class SyncRun : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required SyncRunId Id { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    public required SyncScope Scope { get; set; }

    public required SyncTrigger Trigger { get; init; }

    public required string RequestedBy { get; init; }

    public SyncState State { get; set; }

    /// <summary>What it is doing, for people; null unless running.</summary>
    public string? Phase { get; set; }

    /// <summary>What it knows about having seen everything; null before that is known.</summary>
    public Completeness? Completeness { get; set; }

    /// <summary>Mapping version of the integration when the run began to read devices; null before.</summary>
    public int? MappingVersion { get; set; }

    public int ContainersReceived { get; set; }

    /// <summary>Containers that could not be used, of a run that goes on to devices; else they are in <see cref="Rejected"/>.</summary>
    public int ContainersRejected { get; set; }

    public int Received { get; set; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Held { get; set; }

    public int Ignored { get; set; }

    public int Rejected { get; set; }

    public int Unmapped { get; set; }

    /// <summary>Devices marked as not seen by this run.</summary>
    public int Missing { get; set; }

    /// <summary>Devices imported by this run through Auto-Sync.</summary>
    public int AutoImported { get; set; }

    public int Pages { get; set; }

    public int Requests { get; set; }

    /// <summary>Time spent waiting for the request budget or because the vendor asked to.</summary>
    public double WaitedSeconds { get; set; }

    /// <summary>How it spent its time, a <see cref="RunDetails"/> as JSON; null before it begins, and of runs of earlier versions.</summary>
    public string? Details { get; set; }

    /// <summary>What did not balance when the run ended, as sentences; null when all did, or while it is not over.</summary>
    public string? BooksProblem { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorCure { get; set; }

    /// <summary>What a held run would have marked, a <see cref="HeldMissing"/> as JSON; null when it was not held.</summary>
    public string? HeldMissing { get; set; }

    /// <summary>Of a held run, the numbers of the staged devices it did not see, as page notes; null when it was not held.</summary>
    public byte[]? Unseen { get; set; }

    /// <summary>Who answered a held run; null while nobody did.</summary>
    public string? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public HeldAnswer? Answer { get; set; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Not to be started before.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public bool IsCancelRequested { get; set; }

    /// <summary>How often a worker has begun it; part of the proof that a writer is still the one.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when the worker that runs it may write, unless it renews the lease.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>What became of its records.</summary>
    internal SyncCounters Counters() => new(Received, Created, Updated, Unchanged, Held, Ignored, Rejected, Unmapped);
}

/// <summary>A record that a run could not use.</summary>
public sealed class RejectedRow : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required SyncRunId RunId { get; init; }

    /// <summary>Counts from 1 within the run.</summary>
    public required int Number { get; init; }

    public string? ExternalId { get; init; }

    public required string Reason { get; init; }
}

internal sealed class SyncRunConfiguration : IEntityTypeConfiguration<SyncRun>
{
    /// <summary>Guards the rule that an integration has at most one run at work.</summary>
    public const string OneRunningIndex = "ux_sync_runs_one_running";

    /// <summary>Guards the rule that an integration has at most one run waiting.</summary>
    public const string OneQueuedIndex = "ux_sync_runs_one_queued";

    public void Configure(EntityTypeBuilder<SyncRun> builder)
    {
        builder.ToTable("sync_runs");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Scope).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Trigger).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Completeness).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.ErrorCode).HasMaxLength(60);
        builder.Property(r => r.Answer).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.AnsweredBy).HasMaxLength(300);
        builder.HasIndex(r => new { r.TenantId, r.IntegrationId, r.QueuedAt });
        builder.HasIndex(r => new { r.TenantId, r.IntegrationId }, OneRunningIndex).IsUnique().HasFilter("state = 'Running'");
        builder.HasIndex(r => new { r.TenantId, r.IntegrationId }, OneQueuedIndex).IsUnique().HasFilter("state = 'Queued'");
        builder.HasOne<Integration>().WithMany().HasForeignKey(r => new { r.TenantId, r.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RejectedRowConfiguration : IEntityTypeConfiguration<RejectedRow>
{
    public void Configure(EntityTypeBuilder<RejectedRow> builder)
    {
        builder.ToTable("rejected_rows");
        builder.HasKey(r => new { r.TenantId, r.RunId, r.Number });
        builder.Property(r => r.ExternalId).HasMaxLength(200);
        builder.HasOne<SyncRun>().WithMany().HasForeignKey(r => new { r.TenantId, r.RunId }).OnDelete(DeleteBehavior.Cascade);
    }
}
