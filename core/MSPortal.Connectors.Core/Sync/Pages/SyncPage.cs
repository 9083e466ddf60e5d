using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Pages;

/// <summary>Which part of a run a <see cref="SyncPage"/> belongs to.</summary>
public enum SyncStage
{
    /// <summary>The containers were read and saved, all at once.</summary>
    Containers,

    /// <summary>A page of devices was saved.</summary>
    Devices,

    /// <summary>What was no longer seen is settled; the row keeps the run's books.</summary>
    Settled,

    /// <summary>The run ended before that; the row keeps its books.</summary>
    Ended,
}

/// <summary>
/// What a run has done, a row for each step, written in the step's own transaction. Whoever takes the run over reads them
/// and goes on after the last.
/// </summary>
public sealed class SyncPage : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required SyncRunId RunId { get; init; }

    /// <summary>Counts from 1 within the run.</summary>
    public required int Number { get; init; }

    public required SyncStage Stage { get; init; }

    /// <summary>Key of the connector's source; null for stages that end with a verdict.</summary>
    public string? Source { get; init; }

    /// <summary>Where the source goes on; null when this was its last page.</summary>
    public string? NextCursor { get; init; }

    /// <summary>What the source said about having seen everything.</summary>
    public required Completeness Completeness { get; init; }

    /// <summary>How many records the source said there are; null when it did not say.</summary>
    public int? ExpectedTotal { get; init; }

    /// <summary>What became of the records, as <see cref="PageNotes"/> writes it.</summary>
    public required byte[] Notes { get; init; }

    /// <summary>For stages that end with a verdict, a <see cref="StageEnd"/> as JSON; null for pages of devices.</summary>
    public string? End { get; init; }
}

internal sealed class SyncPageConfiguration : IEntityTypeConfiguration<SyncPage>
{
    public void Configure(EntityTypeBuilder<SyncPage> builder)
    {
        builder.ToTable("sync_pages");
        builder.HasKey(p => new { p.TenantId, p.RunId, p.Number });
        builder.HasOne<SyncRun>().WithMany().HasForeignKey(p => new { p.TenantId, p.RunId }).OnDelete(DeleteBehavior.Cascade);
    }
}
