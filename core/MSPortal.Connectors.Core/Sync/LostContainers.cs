using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Writing;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>
/// After a complete run: takes staged devices out of their containers that the vendor now has in none. Too many at once say
/// more about the vendor's answer than about the devices, so then all stay where they are.
/// </summary>
internal static class LostContainers
{
    /// <summary>Code of a run that left them all where they were; it asks for a person's attention.</summary>
    public const string Code = "too_many_unplaced";

    /// <param name="limit">How many may go at once; null for the product's own rule.</param>
    /// <returns>That all stay where they are, and why; null when those that are lost were taken out.</returns>
    public static async Task<SourceVerdict?> SettleAsync(RunProgress run, ConnectorsDb db, StagedIndex index, int? limit, CancellationToken cancellationToken)
    {
        // A worker that took the run over does not know who was lost on the pages before: the next run does.
        var placed = index.Entries.Where(e => e.ContainerId is not null).ToList();
        var lost = placed.FindAll(e => index.Lost.Contains(e.Id));
        if (lost.Count == 0 || run.Log.IsResumed)
            return null;

        var present = placed.CountBy(e => e.ContainerId!.Value).ToDictionary();
        var over = lost.CountBy(e => e.ContainerId!.Value).Any(c => c.Value > MarkMissing.Limit(present[c.Key], limit));
        if (over || lost.Count > MarkMissing.Limit(placed.Count, limit) || lost.Count == placed.Count)
            return SourceVerdict.Asking(TooMany(run, lost.Count, placed.Count));

        var changes = new StagedChanges();
        foreach (var entry in lost)
        {
            if (entry.DeviceCompany is null)
                changes.Removed.Add(entry.Id);
            else
                changes.Touched.Add(new StagedTouch(entry.Id, null, run.Clock.GetUtcNow()));
        }

        await StagedWriter.For(db).WriteAsync(changes, cancellationToken);
        return null;
    }

    private static SyncError TooMany(RunProgress run, int lost, int placed)
    {
        var container = run.Vendor.Connector.Manifest.Container?.Singular.ToLowerInvariant() ?? "container";
        return new SyncError(
            Code,
            $"For {lost} of {placed} staged devices the vendor did not say in which {container} they are. That is more than may change at once, so all of them stay where they were, and nothing was marked as gone.",
            $"Check at the vendor whether these devices really are in no {container} any more. Most likely its answer lacked something, and the next sync mends it. If it is so, raise how many devices may go missing at once (missingLimit of the integration) and sync again.");
    }
}
