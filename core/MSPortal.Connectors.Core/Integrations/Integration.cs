using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>Identifies an integration.</summary>
public readonly record struct IntegrationId(Guid Value) : IEntityId<IntegrationId>
{
    public static IntegrationId From(Guid value) => new(value);
}

/// <summary>One vendor account, set up by a tenant through a connector.</summary>
public sealed class Integration : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required IntegrationId Id { get; init; }

    /// <summary>The connector's id. The connector itself may be gone or broken.</summary>
    public required string ConnectorId { get; init; }

    public required string Name { get; set; }

    /// <summary>Answers to the wizard's fields that are no secrets, as a JSON object.</summary>
    public required string Settings { get; set; }

    /// <summary>The vendor's id of the account; null when the vendor does not tell.</summary>
    public string? AccountId { get; set; }

    public string? AccountName { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>Cron expression in UTC.</summary>
    public required string ContainersCron { get; set; }

    /// <summary>Cron expression in UTC.</summary>
    public required string DevicesCron { get; set; }

    /// <summary>When the next scheduled sync of containers is due; null while paused.</summary>
    public DateTimeOffset? NextContainersAt { get; set; }

    /// <summary>When the next scheduled sync of devices is due; null while paused.</summary>
    public DateTimeOffset? NextDevicesAt { get; set; }

    /// <summary>Opaque name of the credentials in use, which their request budget goes by; null before it is known.</summary>
    public string? CredentialKey { get; set; }

    /// <summary>When the vendor may be asked again, as the last run ended; null when it may at once.</summary>
    public DateTimeOffset? WaitUntil { get; set; }

    /// <summary>What needs the admin: an error code; null when all is well.</summary>
    public string? AttentionCode { get; set; }

    public string? AttentionMessage { get; set; }

    public string? AttentionCure { get; set; }

    /// <summary>
    /// Counts changes that decide which devices are staged. A run that began at a lower number may have passed over devices.
    /// </summary>
    public int MappingVersion { get; set; }

    /// <summary>Counts those who changed mappings, staged devices or links, except for the pages of syncs; see <see cref="IntegrationTurn"/>.</summary>
    public long Turns { get; set; }

    /// <summary>The container whose children are the clients; it and those around it pass no company down. Null: the clients are at the top.</summary>
    public ContainerId? RootContainerId { get; set; }

    /// <summary>
    /// How many devices may go missing in one sync, in all and of one container; null for the product's own rule. Where it is lower than that,
    /// also how many may follow their container to another company, in all and of one company.
    /// </summary>
    public int? MissingLimit { get; set; }

    /// <summary>What happens to an imported device whose container belongs to another company than the device.</summary>
    public MoveChoice OnMove { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What happens to an imported device whose container belongs to another company: the vendor moved it, or somebody mapped the container anew.</summary>
public enum MoveChoice
{
    /// <summary>It keeps its company and is shown as held until a person moves it.</summary>
    Hold,

    /// <summary>It goes to the container's company with the next sync, unless the vendor moved too many at once: then they are held.</summary>
    Follow,

    /// <summary>It keeps its company, and nobody is asked.</summary>
    Stay,
}

/// <summary>An encrypted secret of an integration.</summary>
public sealed class IntegrationSecret : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    /// <summary>Key of the wizard's field.</summary>
    public required string Field { get; init; }

    /// <summary>Counts replacements, from 1. Part of what the envelope is bound to.</summary>
    public required int Version { get; set; }

    public required byte[] Envelope { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

internal sealed class IntegrationConfiguration : IEntityTypeConfiguration<Integration>
{
    public void Configure(EntityTypeBuilder<Integration> builder)
    {
        builder.ToTable("integrations");
        builder.HasKey(i => new { i.TenantId, i.Id });
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.ConnectorId).HasMaxLength(40);
        builder.Property(i => i.Name).HasMaxLength(100);
        builder.Property(i => i.AccountId).HasMaxLength(200);
        builder.Property(i => i.AccountName).HasMaxLength(200);
        builder.Property(i => i.ContainersCron).HasMaxLength(100);
        builder.Property(i => i.DevicesCron).HasMaxLength(100);
        builder.Property(i => i.AttentionCode).HasMaxLength(60);
        builder.Property(i => i.OnMove).HasConversion<string>().HasMaxLength(20).HasDefaultValue(MoveChoice.Hold);
        builder.Property(i => i.CredentialKey).HasMaxLength(64);
        builder.HasIndex(i => i.NextDevicesAt);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(i => i.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IntegrationSecretConfiguration : IEntityTypeConfiguration<IntegrationSecret>
{
    public void Configure(EntityTypeBuilder<IntegrationSecret> builder)
    {
        builder.ToTable("integration_secrets");
        builder.HasKey(s => new { s.TenantId, s.IntegrationId, s.Field });
        builder.Property(s => s.Field).HasMaxLength(100);
        builder.HasOne<Integration>().WithMany().HasForeignKey(s => new { s.TenantId, s.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}
