using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Staging;

/// <summary>Identifies a staged device.</summary>
public readonly record struct StagedDeviceId(Guid Value) : IEntityId<StagedDeviceId>
{
    public static StagedDeviceId From(Guid value) => new(value);
}

/// <summary>A device of a mapped container as the vendor reported it, ready to be imported.</summary>
public sealed class StagedDevice : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required StagedDeviceId Id { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    /// <summary>Small number that stands for it in the notes of sync runs; no two devices of an integration share one at a time.</summary>
    public required int Number { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>Where the vendor has it now; null when it is in no container, or in one that is not known. Only imported devices get there.</summary>
    public required ContainerId? ContainerId { get; set; }

    /// <summary>Key of its provider device type.</summary>
    public required string TypeKey { get; set; }

    /// <summary>Name for people; never empty.</summary>
    public required string Name { get; set; }

    public string? SerialNumber { get; set; }

    /// <summary>The serial number as it is compared, see <see cref="TrustedSerial.Compared"/>; whether it may be trusted is not said here.</summary>
    public string? SerialKey { get; set; }

    public string? Manufacturer { get; set; }

    public string? Model { get; set; }

    /// <summary>The facts as <see cref="FactSheet"/> writes them, without those of its observation.</summary>
    public required string Facts { get; set; }

    /// <summary>Tells two versions of the record apart without comparing them: a hash of all that is kept of it here.</summary>
    public required string ContentHash { get; set; }

    public string? WebLink { get; set; }

    /// <summary>What the vendor observed last. Loaded when it is asked for.</summary>
    public StagedObservation Observation { get; set; } = null!;

    /// <summary>What a search looks into, as <see cref="Searched"/> makes it; in the database null in rows of earlier versions until they are filled.</summary>
    public string? SearchText
    {
        get => Searched.In(Name, SerialNumber, ExternalId, Model);
        private set { }
    }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When a sync first saw it in its container; null when it came there before that was kept.</summary>
    public DateTimeOffset? PlacedAt { get; set; }

    /// <summary>Complete runs in a row that did not see it.</summary>
    public int MissedRuns { get; set; }

    /// <summary>Since when it counts as gone at the vendor; null while it is there.</summary>
    public DateTimeOffset? NotSeenSince { get; set; }

    /// <summary>Why the last import of it failed; null when it did not.</summary>
    public string? FailureCode { get; set; }

    public string? FailureMessage { get; set; }

    /// <summary>
    /// The company that its container belonged to when a person said that the device shall not be there: unticked in a plan, or
    /// moved elsewhere. As long as the container belongs to it, no sync imports the device or moves it; null when nobody did.
    /// </summary>
    public CompanyId? KeptFrom { get; set; }

    /// <summary>
    /// The company of the container that the vendor moved it to, away from the company of its device. As long as the container
    /// belongs to that company, no sync moves the device there; null once the run has let it follow, or when nothing moved.
    /// </summary>
    public CompanyId? MovedTo { get; set; }

    /// <summary>
    /// Whether a run found too many such moves at once, so that a person decides; false while the end of a run has yet to say. Only
    /// of meaning with <see cref="MovedTo"/>.
    /// </summary>
    public bool IsMoveHeld { get; set; }
}

internal sealed class StagedDeviceConfiguration : IEntityTypeConfiguration<StagedDevice>
{
    public void Configure(EntityTypeBuilder<StagedDevice> builder)
    {
        builder.ToTable("staged_devices");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.ExternalId).HasMaxLength(200);
        builder.Property(d => d.TypeKey).HasMaxLength(100);
        builder.Property(d => d.ContentHash).HasMaxLength(64);
        builder.HasIndex(d => new { d.TenantId, d.IntegrationId, d.ExternalId }).IsUnique();
        builder.HasIndex(d => new { d.TenantId, d.IntegrationId, d.Name, d.Id });
        builder.HasIndex(d => new { d.TenantId, d.IntegrationId, d.TypeKey });
        builder.HasIndex(d => new { d.TenantId, d.ContainerId });
        builder.HasIndex(d => new { d.TenantId, d.SerialKey });
        builder.HasIndex(d => new { d.TenantId, d.FailureCode }).HasFilter("failure_code is not null");
        builder.Property(d => d.IsMoveHeld).HasDefaultValue(false);
        builder.HasIndex(d => new { d.TenantId, d.MovedTo }).HasFilter("moved_to is not null");
        builder.HasOne<Integration>().WithMany().HasForeignKey(d => new { d.TenantId, d.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Container>().WithMany().HasForeignKey(d => new { d.TenantId, d.ContainerId }).OnDelete(DeleteBehavior.Cascade);
    }
}
