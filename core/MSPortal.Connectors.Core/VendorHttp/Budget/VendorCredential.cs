using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>
/// What all hosts know together about the use of one credential. It belongs to no tenant: two tenants that enter the same
/// credential share the vendor's limit.
/// </summary>
public sealed class VendorCredential
{
    public required string ConnectorId { get; init; }

    /// <summary>Opaque name of the credential, never the secret itself.</summary>
    public required string CredentialKey { get; init; }

    /// <summary>When it was last used, by the clock that all hosts share.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>The <see cref="Lease"/>s that still count, as JSON.</summary>
    public string Leases { get; set; } = "[]";

    /// <summary>Number of the latest lease.</summary>
    public long LastLease { get; set; }

    /// <summary>Share of the budget that was used at <see cref="PaceAt"/>; 1 is all of it.</summary>
    public double Pace { get; set; } = 1;

    /// <summary>When the vendor was last seen to slow down.</summary>
    public DateTimeOffset? PaceAt { get; set; }

    /// <summary>No call before; null when the vendor never asked to wait.</summary>
    public DateTimeOffset? BlockedUntil { get; set; }

    /// <summary>Error code of the wait; null when there is none.</summary>
    public string? BlockCode { get; set; }

    /// <summary>Why it waits, as a sentence without vendor data; null when there is none.</summary>
    public string? BlockReason { get; set; }

    /// <summary>Refusals since the last answer.</summary>
    public int Refusals { get; set; }
}

internal sealed class VendorCredentialConfiguration : IEntityTypeConfiguration<VendorCredential>
{
    public void Configure(EntityTypeBuilder<VendorCredential> builder)
    {
        builder.ToTable("vendor_credentials");
        builder.HasKey(c => new { c.ConnectorId, c.CredentialKey });
        builder.Property(c => c.ConnectorId).HasMaxLength(40);
        builder.Property(c => c.CredentialKey).HasMaxLength(64);
        builder.Property(c => c.BlockCode).HasMaxLength(60);
        builder.HasIndex(c => c.SeenAt);
    }
}
