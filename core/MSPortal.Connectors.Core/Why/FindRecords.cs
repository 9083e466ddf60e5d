using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Why;

/// <summary>The records that a question may be about.</summary>
/// <param name="Orphans">Devices of the inventory that no record belongs to.</param>
internal sealed record FoundRecords(IReadOnlyList<StagedDeviceId> Staged, IReadOnlyList<DeviceId> Orphans)
{
    public static FoundRecords None { get; } = new([], []);

    public int Count => Staged.Count + Orphans.Count;
}

/// <summary>Looks for a serial number, name or vendor's id: the very text, or a part of it.</summary>
internal static class FindRecords
{
    /// <summary>Fewer characters are only looked for as the whole text.</summary>
    public const int ShortestPart = 3;

    // Enough to say that there are many.
    public const int Most = 200;

    /// <summary>Records of which the text is a part; none for a text that is too short for it.</summary>
    /// <param name="hosts">What host names were found for it.</param>
    public static async Task<FoundRecords> WithAsync(ConnectorsDb db, string query, FoundHostNames hosts, CancellationToken cancellationToken)
    {
        if (query.Length < ShortestPart)
            return FoundRecords.None;

        var part = await PartAsync(db, new PageRequest(Search: query), cancellationToken);
        return part.Count > 0 ? part : hosts.Beginning;
    }

    /// <summary>Records whose serial number, name or id is the text.</summary>
    // Goes by the indexes, which know upper and lower case apart; serial numbers are upper case nearly everywhere.
    public static async Task<FoundRecords> OfAsync(ConnectorsDb db, string query, CancellationToken cancellationToken)
    {
        string[] texts = [.. new[] { query, query.ToUpperInvariant(), query.ToLowerInvariant() }.Distinct(StringComparer.Ordinal)];
        var key = TrustedSerial.Compared(query);
        var integrations = await db.Integrations.Select(i => i.Id).ToArrayAsync(cancellationToken);
        var staged = db.StagedDevices.Where(d => d.SerialKey == key
            || (integrations.Contains(d.IntegrationId) && (texts.Contains(d.ExternalId) || texts.Contains(d.Name))));
        var devices = db.Devices.Where(d => texts.Contains(d.SerialNumber!) || texts.Contains(d.Name));
        if (Guid.TryParse(query, out var id))
        {
            var (stagedId, deviceId) = (new StagedDeviceId(id), new DeviceId(id));
            staged = staged.Union(db.StagedDevices.Where(d => d.Id == stagedId));
            devices = devices.Union(db.Devices.Where(d => d.Id == deviceId));
        }

        return await ReadAsync(db, staged, devices, cancellationToken);
    }

    // What rows keep for searches holds the model and the user too, after which nobody asks here.
    private static Task<FoundRecords> PartAsync(ConnectorsDb db, PageRequest request, CancellationToken cancellationToken)
    {
        var (kept, text) = (request.SearchPattern!, request.SearchText!);
        return ReadAsync(
            db,
            db.StagedDevices.Where(d => EF.Functions.Like(d.SearchText!, kept, @"\")
                && (SearchInQueries.Finds(d.Name, text.Wanted, text.Regex) || SearchInQueries.Finds(d.SerialNumber!, text.Wanted, text.Regex) || SearchInQueries.Finds(d.ExternalId, text.Wanted, text.Regex))),
            db.Devices.Where(d => EF.Functions.Like(d.SearchText!, kept, @"\") && (SearchInQueries.Finds(d.Name, text.Wanted, text.Regex) || SearchInQueries.Finds(d.SerialNumber!, text.Wanted, text.Regex))),
            cancellationToken);
    }

    private static async Task<FoundRecords> ReadAsync(ConnectorsDb db, IQueryable<StagedDevice> staged, IQueryable<Device> devices, CancellationToken cancellationToken)
    {
        var records = await staged.OrderBy(d => d.Name).ThenBy(d => d.Id).Select(d => d.Id).Take(Most).ToListAsync(cancellationToken);
        return await TogetherAsync(db, records, await devices.OrderBy(d => d.Name).ThenBy(d => d.Id).Select(d => d.Id).Take(Most).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Records, and the records of devices; a device without one stands for itself.</summary>
    public static async Task<FoundRecords> TogetherAsync(ConnectorsDb db, IReadOnlyList<StagedDeviceId> records, IReadOnlyList<DeviceId> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return new FoundRecords(records, []);

        var links = await db.DeviceLinks.Where(l => found.Contains(l.DeviceId)).Select(l => new { l.DeviceId, l.StagedDeviceId }).ToListAsync(cancellationToken);
        var linked = links.Select(l => l.DeviceId).ToHashSet();
        return new FoundRecords([.. records.Union(links.Select(l => l.StagedDeviceId))], [.. found.Where(d => !linked.Contains(d))]);
    }
}
