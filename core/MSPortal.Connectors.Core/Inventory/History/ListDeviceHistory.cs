using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.History;

/// <summary>A change of a device for people and programs.</summary>
/// <param name="Before">A string or boolean; null when it was not known.</param>
/// <param name="After">A string or boolean; null when it is not known.</param>
/// <param name="IntegrationId">The integration whose sync it was; null when it was none, or is deleted.</param>
/// <param name="RunId">The sync; null when it was none, or is no longer kept.</param>
public sealed record DeviceChangeView(
    Guid Id, DateTimeOffset At, string Key, string Label, JsonElement? Before, JsonElement? After, string By, Guid? IntegrationId, Guid? RunId);

/// <summary>Lists what changed on a device, newest first.</summary>
public sealed class ListDeviceHistory(Databases databases)
{
    /// <summary>What it can be sorted by.</summary>
    public static IReadOnlyList<string> Sorts { get; } = ["at"];

    /// <param name="key">What changes are wanted of; null for all.</param>
    /// <param name="request">Its search looks at who did it and at the values.</param>
    public async Task<Result<Page<DeviceChangeView>>> RunAsync(Actor actor, DeviceId id, string? key, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.Devices.AnyAsync(d => d.Id == id, cancellationToken))
            return new Missing("device");

        var rows = db.DeviceChanges.AsNoTracking().Where(c => c.DeviceId == id);
        if (!string.IsNullOrWhiteSpace(key))
        {
            var wanted = StorableText.Of(key);
            rows = rows.Where(c => c.Key == wanted);
        }

        if (request is { SearchText: { } text, JsonPatterns: var (given, lower) })
        {
            rows = rows.Where(c => SearchInQueries.Finds(c.By, text.Wanted, text.Regex)
                || EF.Functions.Like(c.Before!.ToLower(), given, @"\") || EF.Functions.Like(c.Before!.ToLower(), lower, @"\")
                || EF.Functions.Like(c.After!.ToLower(), given, @"\") || EF.Functions.Like(c.After!.ToLower(), lower, @"\"));
        }

        var sorted = request.Sort == "at" ? rows.OrderBy(c => c.At) : rows.OrderByDescending(c => c.At);
        var page = await sorted.ThenBy(c => c.Key).ThenBy(c => c.Id).ToPageAsync(request, cancellationToken);
        var runs = page.Items.Where(c => c.RunId is not null).Select(c => new Sync.SyncRunId(c.RunId!.Value)).Distinct().ToArray();
        var kept = (await db.SyncRuns.Where(r => runs.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken)).Select(r => r.Value).ToHashSet();
        kept.UnionWith((await db.Integrations.Select(i => i.Id).ToListAsync(cancellationToken)).Select(i => i.Value));
        return new Page<DeviceChangeView>([.. page.Items.Select(c => View(c, kept))], page.PageNumber, page.PageSize, page.Total);
    }

    /// <param name="kept">The runs and integrations that are still there.</param>
    private static DeviceChangeView View(DeviceChange change, HashSet<Guid> kept) => new(
        change.Id.Value, change.At, change.Key, ChangedThings.LabelOf(change.Key), Parse(change.Before), Parse(change.After), change.By,
        IfKept(change.IntegrationId, kept), IfKept(change.RunId, kept));

    private static Guid? IfKept(Guid? id, HashSet<Guid> kept) => id is { } known && kept.Contains(known) ? known : null;

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
