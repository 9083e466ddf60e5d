using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Staging;

/// <summary>
/// What is kept of a staged device that has left staging although a person had said that it shall not be with a company: its ids
/// and that company, and nothing that the vendor reports. When it comes back it is the same staged device, and that still counts.
/// </summary>
public sealed class LeftOutRecord : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>The id that the staged device had, and will have again.</summary>
    public required StagedDeviceId Id { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>See <see cref="StagedDevice.KeptFrom"/>; null only while the row is about to go.</summary>
    public CompanyId? KeptFrom { get; set; }
}

/// <summary>Takes devices out of staging, and remembers what people said about them.</summary>
internal static class LeftOutRecords
{
    /// <summary>Takes staged devices away, in the caller's transaction, which has the turn.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> TakeAwayAsync(ConnectorsDb db, IQueryable<StagedDevice> leaving, CancellationToken cancellationToken)
    {
        var kept = await leaving.AsNoTracking().Where(d => d.KeptFrom != null)
            .Select(d => new { d.TenantId, d.Id, d.IntegrationId, d.ExternalId, d.KeptFrom })
            .ToListAsync(cancellationToken);
        if (kept.Count > 0)
        {
            // What an earlier host may have left, which stages a device that is back under a new id.
            await db.LeftOutRecords
                .Where(r => leaving.Any(d => d.TenantId == r.TenantId && d.IntegrationId == r.IntegrationId && d.ExternalId == r.ExternalId))
                .ExecuteDeleteAsync(cancellationToken);
            db.LeftOutRecords.AddRange(kept.Select(d => new LeftOutRecord { TenantId = d.TenantId, Id = d.Id, IntegrationId = d.IntegrationId, ExternalId = d.ExternalId, KeptFrom = d.KeptFrom }));
            await db.SaveChangesAsync(cancellationToken);
        }

        return await leaving.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Says of staged devices that are back what was remembered of them.</summary>
    public static async Task GiveBackAsync(ConnectorsDb db, IReadOnlyCollection<LeftOutRecord> back, CancellationToken cancellationToken)
    {
        foreach (var group in back.GroupBy(r => r.KeptFrom))
        {
            var (from, ids) = (group.Key, group.Select(r => r.Id).ToArray());
            await db.StagedDevices.Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.KeptFrom, from), cancellationToken);
            await db.LeftOutRecords.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}

internal sealed class LeftOutRecordConfiguration : IEntityTypeConfiguration<LeftOutRecord>
{
    public void Configure(EntityTypeBuilder<LeftOutRecord> builder)
    {
        builder.ToTable("left_out_records");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.ExternalId).HasMaxLength(200);
        builder.HasIndex(r => new { r.TenantId, r.IntegrationId, r.ExternalId }).IsUnique();
        builder.HasOne<Integration>().WithMany().HasForeignKey(r => new { r.TenantId, r.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}
