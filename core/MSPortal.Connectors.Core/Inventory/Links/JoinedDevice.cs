using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>What is kept of a device whose records were all joined to another one, so that it can come back.</summary>
public sealed class JoinedDevice : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    /// <summary>The id that it had.</summary>
    public required DeviceId Id { get; init; }

    /// <summary>The device that has its records and history now.</summary>
    public required DeviceId IntoId { get; set; }

    /// <summary>The company it belonged to; it may be gone since.</summary>
    public required CompanyId CompanyId { get; init; }

    /// <summary>The type it had; it may be gone since.</summary>
    public required DeviceTypeId DeviceTypeId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its own fields and locks, as <see cref="OwnOfJoined"/> keeps them; null for none.</summary>
    public string? Own { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Lets a device go into another one, and come back.</summary>
internal static class JoinedDevices
{
    /// <summary>Puts a device without links into another one: its history goes there, and it can come back.</summary>
    /// <returns>The values of own fields that the other device has from it, by field.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> PutIntoAsync(ConnectorsDb db, Device emptied, Device into, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (from, to) = (emptied.Id, into.Id);
        var (own, lent) = await OwnOfJoined.TakeAsync(db, emptied, into, by, at, cancellationToken);
        db.JoinedDevices.Add(new JoinedDevice
        {
            TenantId = emptied.TenantId,
            Id = from,
            IntoId = to,
            CompanyId = emptied.CompanyId,
            DeviceTypeId = emptied.DeviceTypeId,
            Name = emptied.Name,
            CreatedAt = emptied.CreatedAt,
            Own = own,
            By = by,
            At = at,
        });
        await db.SaveChangesAsync(cancellationToken);
        await db.JoinedDevices.Where(j => j.IntoId == from).ExecuteUpdateAsync(j => j.SetProperty(x => x.IntoId, to), cancellationToken);
        await db.DeviceChanges.Where(c => c.DeviceId == from).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.FormerDeviceId, x => x.FormerDeviceId ?? from).SetProperty(x => x.DeviceId, to), cancellationToken);
        db.Devices.Remove(emptied);
        await db.SaveChangesAsync(cancellationToken);
        return lent;
    }

    /// <summary>What is kept of a device that went into this one; null when it is not kept, or back already.</summary>
    public static async Task<JoinedDevice?> FindAsync(ConnectorsDb db, DeviceId? id, DeviceId into, CancellationToken cancellationToken) =>
        id is { } own ? await db.JoinedDevices.SingleOrDefaultAsync(j => j.Id == own && j.IntoId == into, cancellationToken) : null;

    /// <summary>Gives a device that is back its history again. After the device was saved.</summary>
    public static async Task GiveHistoryBackAsync(ConnectorsDb db, JoinedDevice kept, CancellationToken cancellationToken)
    {
        DeviceId? own = kept.Id;
        var (id, from) = (kept.Id, kept.IntoId);
        await db.DeviceChanges.Where(c => c.DeviceId == from && c.FormerDeviceId == own).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.DeviceId, id).SetProperty(x => x.FormerDeviceId, (DeviceId?)null), cancellationToken);
        db.JoinedDevices.Remove(kept);
    }
}

internal sealed class JoinedDeviceConfiguration : IEntityTypeConfiguration<JoinedDevice>
{
    public void Configure(EntityTypeBuilder<JoinedDevice> builder)
    {
        builder.ToTable("joined_devices");
        builder.HasKey(j => new { j.TenantId, j.Id });
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Property(j => j.By).HasMaxLength(300);
        builder.HasIndex(j => new { j.TenantId, j.IntoId });
        builder.HasOne<Device>().WithMany().HasForeignKey(j => new { j.TenantId, j.IntoId }).OnDelete(DeleteBehavior.Cascade);
    }
}
