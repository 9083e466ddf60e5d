using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>A value before a plan, and what stands for the one that the plan wrote.</summary>
internal sealed record ValueImage(JsonElement Before, string After);

/// <summary>What a plan changed of one row.</summary>
/// <param name="Table">Which kind of row.</param>
/// <param name="Key">Its id; for what belongs to a device, the device's; for a link, its record's.</param>
internal sealed record RowImage(string Table, Guid Key, Dictionary<string, ValueImage> Values);

/// <summary>
/// The values that changed rows had before, of just those columns that changed. Taken before saving; brought back column by
/// column, unless something else was written there since.
/// </summary>
internal sealed class RowImages
{
    public const string Devices = "device";
    public const string Observations = "observation";
    public const string Links = "link";
    public const string Records = "record";

    // Of a device not its facts' doing.
    private static readonly string[] OwnColumns = [nameof(Device.CompanyId), nameof(Device.DeviceTypeId), nameof(Device.Locks)];

    // Follows the others.
    private const string SearchText = nameof(Device.SearchText);

    private readonly ILookup<Guid, RowImage> _images;

    private RowImages(IEnumerable<RowImage> images) => _images = images.ToLookup(i => i.Key);

    /// <summary>Takes them of everything that is about to be saved.</summary>
    public static RowImages Take(ConnectorsDb db)
    {
        db.ChangeTracker.DetectChanges();
        return new RowImages(Changed(db));
    }

    /// <summary>Takes them of everything that is saved while something is done, and is about to be saved after it.</summary>
    public static async Task<RowImages> WhileAsync(ConnectorsDb db, Func<Task> action)
    {
        Dictionary<(string Table, Guid Key), RowImage> all = [];
        db.SavingChanges += Collect;
        try
        {
            await action();
        }
        finally
        {
            db.SavingChanges -= Collect;
        }

        Collect(null, null);
        return new RowImages(all.Values);

        // What was before the first change stays, what stands after the last counts.
        void Collect(object? sender, SavingChangesEventArgs? args)
        {
            db.ChangeTracker.DetectChanges();
            foreach (var image in Changed(db))
            {
                if (!all.TryGetValue((image.Table, image.Key), out var earlier))
                {
                    all.Add((image.Table, image.Key), image);
                    continue;
                }

                foreach (var (name, value) in image.Values)
                    earlier.Values[name] = earlier.Values.TryGetValue(name, out var first) ? first with { After = value.After } : value;
            }
        }
    }

    private static IEnumerable<RowImage> Changed(ConnectorsDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Modified).ToList())
        {
            if (Place(entry.Entity) is { } place)
                yield return new RowImage(place.Table, place.Key, entry.Properties.Where(p => p.IsModified && p.Metadata.Name != SearchText).ToDictionary(p => p.Metadata.Name, Image));
        }
    }

    /// <summary>Those of some rows, as JSON; null when none of them changed.</summary>
    public string? Of(params IEnumerable<Guid> keys)
    {
        RowImage[] images = [.. keys.Distinct().SelectMany(k => _images[k])];
        return images.Length == 0 ? null : JsonSerializer.Serialize(images);
    }

    /// <summary>The image of a device of which only the company was changed, by somebody else.</summary>
    public static string OfCompany(Device device, Companies.CompanyId before) => JsonSerializer.Serialize((RowImage[])[new RowImage(Devices, device.Id.Value, new Dictionary<string, ValueImage>
    {
        [nameof(Device.CompanyId)] = new(JsonSerializer.SerializeToElement(before), Stands(device.CompanyId)),
    })]);

    public static RowImage[] Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<RowImage[]>(json)!;

    /// <summary>Brings the values back, except where something else stands by now.</summary>
    /// <param name="entity">The row; null when it is gone.</param>
    public static void Restore(ConnectorsDb db, RowImage image, object? entity)
    {
        if (entity is null)
            return;

        // What is shown of a device comes from its facts: all of it goes back, or none.
        var entry = db.Entry(entity);
        var isOvertaken = Whole(image.Table) is { } whole && image.Values.TryGetValue(whole, out var sheet) && Stands(entry.Property(whole).CurrentValue) != sheet.After;
        foreach (var (name, value) in image.Values)
        {
            if (isOvertaken && !OwnColumns.Contains(name))
                continue;

            // Of a record that has left staging no more is there than that it was left out.
            if (entity is LeftOutRecord && name != nameof(LeftOutRecord.KeptFrom))
                continue;

            var property = entry.Property(name);
            if (Stands(property.CurrentValue) == value.After)
                property.CurrentValue = value.Before.Deserialize(property.Metadata.ClrType);
        }
    }

    /// <summary>Whether something else stands in the column by now than before the plan and after it.</summary>
    public static bool IsOverwritten(ConnectorsDb db, RowImage image, object? entity, string column)
    {
        if (entity is null || !image.Values.TryGetValue(column, out var value))
            return false;

        var property = db.Entry(entity).Property(column);
        var now = Stands(property.CurrentValue);
        return now != value.After && now != Stands(value.Before.Deserialize(property.Metadata.ClrType));
    }

    // The column that all others follow.
    private static string? Whole(string table) => table switch
    {
        Devices => nameof(Device.Facts),
        Observations => nameof(DeviceObservation.Hash),
        _ => null,
    };

    private static ValueImage Image(PropertyEntry property) => new(
        JsonSerializer.SerializeToElement(property.OriginalValue, property.Metadata.ClrType),
        Stands(property.CurrentValue));

    // PostgreSQL keeps microseconds.
    private static string Stands(object? value) =>
        Digest.Of(JsonSerializer.Serialize(value is DateTimeOffset at ? at.UtcTicks / TimeSpan.TicksPerMicrosecond : value))[..12];

    private static (string Table, Guid Key)? Place(object entity) => entity switch
    {
        Device device => (Devices, device.Id.Value),
        DeviceObservation observation => (Observations, observation.DeviceId.Value),
        DeviceLink link => (Links, link.StagedDeviceId.Value),
        StagedDevice record => (Records, record.Id.Value),
        _ => null,
    };
}
