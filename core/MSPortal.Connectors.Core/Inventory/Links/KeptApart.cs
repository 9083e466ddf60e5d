using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>A record by the names that outlive its row.</summary>
internal readonly record struct RecordName(IntegrationId Integration, string ExternalId) : IComparable<RecordName>
{
    public int CompareTo(RecordName other) => Integration == other.Integration
        ? string.CompareOrdinal(ExternalId, other.ExternalId)
        : Integration.Value.CompareTo(other.Integration.Value);
}

/// <summary>Two records of which a person said that they are not the same device. It binds syncs and imports until a person joins them.</summary>
public sealed class KeptApart : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>The smaller one of the two, so that a pair stands here once.</summary>
    public required IntegrationId IntegrationId { get; init; }

    public required string ExternalId { get; init; }

    public required IntegrationId OtherIntegrationId { get; init; }

    public required string OtherExternalId { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Reads and writes which records are kept apart.</summary>
internal static class KeptApartRecords
{
    /// <summary>Who is kept apart from one of these records, for each of them that is kept apart from any.</summary>
    public static async Task<ILookup<RecordName, RecordName>> OfAsync(ConnectorsDb db, IEnumerable<RecordName> records, CancellationToken cancellationToken)
    {
        List<(RecordName, RecordName)> pairs = [];
        foreach (var group in records.GroupBy(r => r.Integration, r => r.ExternalId))
        {
            var (integration, ids) = (group.Key, group.ToArray());
            var rows = await db.KeptApart.AsNoTracking()
                .Where(k => (k.IntegrationId == integration && ids.Contains(k.ExternalId)) || (k.OtherIntegrationId == integration && ids.Contains(k.OtherExternalId)))
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var (one, other) = (new RecordName(row.IntegrationId, row.ExternalId), new RecordName(row.OtherIntegrationId, row.OtherExternalId));
                pairs.Add((one, other));
                pairs.Add((other, one));
            }
        }

        return pairs.Distinct().ToLookup(p => p.Item1, p => p.Item2);
    }

    /// <summary>Keeps a record apart from others, from the next save on.</summary>
    public static async Task AddAsync(ConnectorsDb db, RecordName record, IEnumerable<RecordName> others, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var before = (await OfAsync(db, [record], cancellationToken))[record].ToHashSet();
        foreach (var other in others.Distinct().Where(o => o != record && !before.Contains(o)))
        {
            var (first, second) = record.CompareTo(other) < 0 ? (record, other) : (other, record);
            if (db.KeptApart.Local.Any(k => k.IntegrationId == first.Integration && k.ExternalId == first.ExternalId && k.OtherIntegrationId == second.Integration && k.OtherExternalId == second.ExternalId))
                continue;

            db.KeptApart.Add(new KeptApart
            {
                TenantId = db.Tenant,
                IntegrationId = first.Integration,
                ExternalId = first.ExternalId,
                OtherIntegrationId = second.Integration,
                OtherExternalId = second.ExternalId,
                By = by,
                At = at,
            });
        }
    }

    /// <summary>Takes back that records of one side are kept apart from those of the other.</summary>
    public static async Task ForgetAsync(ConnectorsDb db, IReadOnlyCollection<RecordName> some, IReadOnlyCollection<RecordName> others, CancellationToken cancellationToken)
    {
        foreach (var record in some)
        {
            var (integration, id) = (record.Integration, record.ExternalId);
            var rows = await db.KeptApart
                .Where(k => (k.IntegrationId == integration && k.ExternalId == id) || (k.OtherIntegrationId == integration && k.OtherExternalId == id))
                .ToListAsync(cancellationToken);
            db.KeptApart.RemoveRange(rows.Where(k => others.Contains(new RecordName(k.IntegrationId, k.ExternalId)) || others.Contains(new RecordName(k.OtherIntegrationId, k.OtherExternalId))));
        }
    }
}

internal sealed class KeptApartConfiguration : IEntityTypeConfiguration<KeptApart>
{
    public void Configure(EntityTypeBuilder<KeptApart> builder)
    {
        builder.ToTable("kept_apart");
        builder.HasKey(k => new { k.TenantId, k.IntegrationId, k.ExternalId, k.OtherIntegrationId, k.OtherExternalId });
        builder.Property(k => k.ExternalId).HasMaxLength(200);
        builder.Property(k => k.OtherExternalId).HasMaxLength(200);
        builder.Property(k => k.By).HasMaxLength(300);
        builder.HasIndex(k => new { k.TenantId, k.OtherIntegrationId, k.OtherExternalId });
        builder.HasOne<Integration>().WithMany().HasForeignKey(k => new { k.TenantId, k.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Integration>().WithMany().HasForeignKey(k => new { k.TenantId, k.OtherIntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}
