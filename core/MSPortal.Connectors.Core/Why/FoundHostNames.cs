using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Why;

/// <summary>The records that a host name may be of.</summary>
/// <param name="Whole">Those whose host name is the text.</param>
/// <param name="Beginning">Those whose host name begins with it.</param>
internal sealed record FoundHostNames(FoundRecords Whole, FoundRecords Beginning)
{
    private static FoundHostNames None { get; } = new(FoundRecords.None, FoundRecords.None);

    /// <summary>
    /// Looks once through all sheets of facts, for both: the host name is a fact like others, and has no column or index. None
    /// for a text that is too short.
    /// </summary>
    public static async Task<FoundHostNames> OfAsync(ConnectorsDb db, string query, CancellationToken cancellationToken)
    {
        if (query.Length < FindRecords.ShortestPart)
            return None;

        // As it stands in a sheet.
        var whole = JsonSerializer.Serialize(query)[1..^1].ToLowerInvariant();
        var like = whole.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        var records = await db.StagedDevices
            .Where(d => EF.Functions.Like(HostNameInQueries.In(d.Facts).ToLower(), like, @"\"))
            .Select(d => new { d.Id, d.Name, IsWhole = HostNameInQueries.In(d.Facts).ToLower() == whole })
            .OrderByDescending(d => d.IsWhole).ThenBy(d => d.Name).ThenBy(d => d.Id)
            .Take(FindRecords.Most)
            .ToListAsync(cancellationToken);
        var devices = await db.Devices
            .Where(d => EF.Functions.Like(HostNameInQueries.In(d.Facts).ToLower(), like, @"\"))
            .Select(d => new { d.Id, d.Name, IsWhole = HostNameInQueries.In(d.Facts).ToLower() == whole })
            .OrderByDescending(d => d.IsWhole).ThenBy(d => d.Name).ThenBy(d => d.Id)
            .Take(FindRecords.Most)
            .ToListAsync(cancellationToken);
        if (records.Count + devices.Count == 0)
            return None;

        return new FoundHostNames(
            await FindRecords.TogetherAsync(db, [.. records.Where(r => r.IsWhole).Select(r => r.Id)], [.. devices.Where(d => d.IsWhole).Select(d => d.Id)], cancellationToken),
            await FindRecords.TogetherAsync(db, records.ConvertAll(r => r.Id), devices.ConvertAll(d => d.Id), cancellationToken));
    }
}
