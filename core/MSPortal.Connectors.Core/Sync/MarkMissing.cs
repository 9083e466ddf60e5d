using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Sync.Writing;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>
/// After a complete run: counts the staged devices that it did not see, and marks those that two complete runs in a row
/// did not see. Marks are soft and go away when the device is seen again. Too many at once, in all or of one container, are
/// left for a person.
/// </summary>
internal static class MarkMissing
{
    private const int RunsBeforeMissing = 2;
    private const int SampleSize = 10;

    /// <param name="limit">How many may go at once; null for the product's own rule.</param>
    public static async Task<SourceVerdict> RunAsync(RunProgress run, ConnectorsDb db, StagedIndex index, int? limit, CancellationToken cancellationToken)
    {
        var staged = index.Entries.Where(e => !e.IsGone).ToList();
        var unseen = staged.FindAll(e => !run.Log.Seen.Contains(e.Number));
        if (unseen.Count > 0 && run.Tally.Unnamed > 0)
            return Unnamed(unseen.Count, staged.Count, run.Tally.Unnamed, limit);

        var present = staged.CountBy(e => e.ContainerId ?? default).ToDictionary();
        var over = unseen.CountBy(e => e.ContainerId ?? default).Where(c => c.Value > Limit(present[c.Key], limit)).OrderByDescending(c => c.Value).ToList();
        if (unseen.Count > Limit(staged.Count, limit) || over.Count > 0 || (unseen.Count > 0 && unseen.Count == staged.Count))
        {
            run.HeldMissing = await HoldAsync(run, db, staged.Count, unseen, limit, [.. over.Select(c => (c.Key, c.Value, present[c.Key]))], cancellationToken);
            return new SourceVerdict(Completeness.Complete, TooMany(run.HeldMissing));
        }

        StagedDeviceId[] ids = [.. unseen.Select(e => e.Id)];
        var now = run.Clock.GetUtcNow();
        var missed = db.StagedDevices.Where(d => ids.Contains(d.Id));
        run.Tally.Missing = await missed.Where(d => d.MissedRuns + 1 >= RunsBeforeMissing)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.NotSeenSince, now), cancellationToken);
        await missed.ExecuteUpdateAsync(d => d.SetProperty(x => x.MissedRuns, x => x.MissedRuns + 1), cancellationToken);
        return new SourceVerdict(Completeness.Complete, null);
    }

    // As many as have no identifier may be among those that were not seen. Are there far more, a person has to look.
    private static SourceVerdict Unnamed(int unseen, int staged, int unnamed, int? limit)
    {
        var reason = SourceVerdict.Unnamed(unnamed, unseen);
        return unseen - unnamed > Limit(staged, limit) || unseen == staged ? SourceVerdict.Asking(reason) : new SourceVerdict(Completeness.Incomplete, reason);
    }

    /// <summary>How many of so many devices may go missing at once: a tenth, at most 50, at least 5; or what a person allowed.</summary>
    public static int Limit(int present, int? allowed = null) => allowed ?? Math.Max(5, Math.Min(50, present / 10));

    private static async Task<HeldMissing> HoldAsync(
        RunProgress run,
        ConnectorsDb db,
        int present,
        List<StagedEntry> unseen,
        int? limit,
        List<(ContainerId Id, int Missing, int Present)> over,
        CancellationToken cancellationToken)
    {
        var containers = await db.Containers.AsNoTracking().Where(c => c.IntegrationId == run.Run.IntegrationId)
            .ToDictionaryAsync(c => c.Id, cancellationToken);
        var inGone = unseen.Count(e => e.ContainerId is { } id && containers.TryGetValue(id, out var c) && (c.MissedRuns > 0 || c.NotSeenSince is not null));
        StagedDeviceId[] ids = [.. unseen.Select(e => e.Id)];
        var sample = await db.StagedDevices.Where(d => ids.Contains(d.Id)).OrderBy(d => d.Name).Take(SampleSize).Select(d => d.Name).ToListAsync(cancellationToken);
        var notes = new PageNotes();
        notes.Seen.AddRange(unseen.Select(e => e.Number));
        var bytes = notes.Write([]);
        await run.Lease.Mine(db).ExecuteUpdateAsync(r => r.SetProperty(x => x.Unseen, bytes), cancellationToken);
        return new HeldMissing(
            unseen.Count,
            present,
            Limit(present, limit),
            [.. over.Select(c => new HeldContainer(containers.GetValueOrDefault(c.Id)?.Name, c.Missing, c.Present))],
            sample,
            Cause(unseen.Count, present, over.Count, inGone));
    }

    private static string Cause(int missing, int present, int containers, int inGoneContainers) =>
        missing == present ? "All devices are missing at once: most likely the credentials lost the right to read devices, or belong to another account now."
        : inGoneContainers * 2 > missing ? "Most of them are in containers that the vendor did not report either: these were deleted there, or the credentials do not reach them any more."
        : containers == 1 && missing < present / 2 ? "They are missing from one container: its devices were removed or moved at the vendor, or a rule there changed."
        : "They are missing from many places: the vendor's answer may have been cut short, or the credentials may have lost rights.";

    private static SyncError TooMany(HeldMissing held) => new(
        "too_many_missing",
        $"The vendor did not report {held.Missing} of {held.Present} staged devices{Places(held)}. That is more than may go at once, so none of them was marked as not seen. {held.Cause}",
        "Check at the vendor whether these devices are really gone. Then allow it once, reject it, or change the limit, on the page of this sync.");

    private static string Places(HeldMissing held) =>
        held.Containers.Count == 0 ? "" : $", of them {held.Containers[0].Missing} of {held.Containers[0].Present} in \"{held.Containers[0].Name ?? "no container"}\"";
}

/// <summary>Why a run is held: what it would have marked as not seen.</summary>
/// <param name="Limit">How many of all devices may go at once.</param>
/// <param name="Containers">Containers of which more than their limit are missing, most first.</param>
/// <param name="Sample">Names of some of the devices.</param>
/// <param name="Cause">The likely reason, as a sentence.</param>
public sealed record HeldMissing(
    int Missing, int Present, int Limit, IReadOnlyList<HeldContainer> Containers, IReadOnlyList<string> Sample, string Cause);

/// <summary>A container that misses many devices.</summary>
/// <param name="Name">Null for devices in no container.</param>
public sealed record HeldContainer(string? Name, int Missing, int Present);
