using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Import;

/// <summary>Identifies an import.</summary>
public readonly record struct DeviceImportId(Guid Value) : IEntityId<DeviceImportId>
{
    public static DeviceImportId From(Guid value) => new(value);
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>All rows were dealt with; some may have failed.</summary>
    Finished,

    /// <summary>Broke off; what it had imported before stays, and it can be asked for again.</summary>
    Failed,
}

/// <summary>Takes staged devices into the inventory, in the background.</summary>
public sealed class DeviceImport : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required DeviceImportId Id { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    /// <summary>What was asked for, as JSON of <see cref="ImportSelection"/>.</summary>
    public required string Selection { get; init; }

    /// <summary>The caller's key, so that a request sent twice is done once; null when it gave none.</summary>
    public string? IdempotencyKey { get; init; }

    public required string RequestedBy { get; init; }

    public ImportState State { get; set; }

    public int Total { get; set; }

    public int Imported { get; set; }

    public int Updated { get; set; }

    public int Skipped { get; set; }

    public int Failed { get; set; }

    /// <summary>Why the whole import broke off; null otherwise.</summary>
    public string? ErrorMessage { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>How many of the chosen devices are done, when they were named one by one.</summary>
    public int Position { get; set; }

    /// <summary>How often a worker has begun it; part of the proof that a writer is still the one.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when the worker that runs it may write.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>A staged device that was not imported, and why.</summary>
public sealed class ImportFailure : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required DeviceImportId ImportId { get; init; }

    public required StagedDeviceId StagedDeviceId { get; init; }

    /// <summary>The device's name at that time.</summary>
    public required string Name { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public required string Cure { get; init; }
}

internal sealed class DeviceImportConfiguration : IEntityTypeConfiguration<DeviceImport>
{
    public void Configure(EntityTypeBuilder<DeviceImport> builder)
    {
        builder.ToTable("imports");
        builder.HasKey(i => new { i.TenantId, i.Id });
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.IdempotencyKey).HasMaxLength(200);
        builder.HasIndex(i => new { i.TenantId, i.IntegrationId, i.IdempotencyKey }).IsUnique();
        builder.HasOne<Integration>().WithMany().HasForeignKey(i => new { i.TenantId, i.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportFailureConfiguration : IEntityTypeConfiguration<ImportFailure>
{
    public void Configure(EntityTypeBuilder<ImportFailure> builder)
    {
        builder.ToTable("import_failures");
        builder.HasKey(f => new { f.TenantId, f.ImportId, f.StagedDeviceId });
        builder.HasOne<DeviceImport>().WithMany().HasForeignKey(f => new { f.TenantId, f.ImportId }).OnDelete(DeleteBehavior.Cascade);
    }
}
