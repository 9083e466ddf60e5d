using MSPortal.Connectors.Tests.CrashHook;

namespace MSPortal.Connectors.Tests.Acceptance.Crash;

/// <summary>What the host is doing when it dies.</summary>
internal enum CrashWork
{
    /// <summary>Starting on an empty database.</summary>
    FirstStart,

    /// <summary>Starting on data that is there.</summary>
    Start,

    /// <summary>Syncing a fleet that has changed.</summary>
    Sync,

    /// <summary>Importing all that can be.</summary>
    Import,

    /// <summary>Deleting the integration.</summary>
    Delete,
}

/// <summary>A place in the host's work where it may die.</summary>
/// <param name="Number">From 1 to 20.</param>
/// <param name="Name">What the host is doing there.</param>
/// <param name="Work">What it was asked to do.</param>
/// <param name="Span">The span that marks the place.</param>
/// <param name="Moment">When, within the span.</param>
/// <param name="Occurrences">Which of the spans, counted from 1: those that occur in the work, the short form's first.</param>
internal sealed record CrashPoint(int Number, string Name, CrashWork Work, string Span, CrashMoment Moment, params int[] Occurrences)
{
    /// <summary>All of them.</summary>
    /// <remarks>
    /// Three of the classic points have no counterpart in this product, and their numbers stand for what comes closest. 13:
    /// extended data of a device arrive with its page, so there is no update of their own; the page that changes devices of the
    /// inventory stands in. 14: nothing is told to others when a run ends, but the run that waits is woken. 17: there is no key
    /// rotation; the time between what a run settled and its end stands in.
    /// </remarks>
    public static readonly IReadOnlyList<CrashPoint> All =
    [
        new(1, "a worker is about to take the run", CrashWork.Sync, "run.take", CrashMoment.Start, 1),
        new(2, "the run is taken, nothing was asked of the vendor", CrashWork.Sync, "run.take", CrashMoment.Stop, 1),
        new(3, "waiting for a page of policies", CrashWork.Sync, "vendor.request", CrashMoment.Start, 1),
        new(4, "a page of devices has come and is not stored", CrashWork.Sync, "page.write", CrashMoment.Start, 2, 1, 3, 4),
        new(5, "inside the transaction of the policies", CrashWork.Sync, "containers.commit", CrashMoment.Start, 1),
        new(6, "the policies are saved, the next page is not asked for", CrashWork.Sync, "containers.commit", CrashMoment.Stop, 1),
        new(7, "waiting for a page of devices", CrashWork.Sync, "vendor.request", CrashMoment.Start, 3, 2, 4, 5),
        new(8, "inside the transaction of a page of devices", CrashWork.Sync, "page.commit", CrashMoment.Start, 2, 1, 3, 4),
        new(9, "between two pages of devices", CrashWork.Sync, "page.commit", CrashMoment.Stop, 1, 2, 3),
        new(10, "after the last page, before anything is settled", CrashWork.Sync, "missing.write", CrashMoment.Start, 1),
        new(11, "inside the transaction that marks what is missing", CrashWork.Sync, "missing.commit", CrashMoment.Start, 1),
        new(12, "inside a batch of Auto-Sync", CrashWork.Sync, "autoimport.commit", CrashMoment.Start, 1),
        new(13, "inside the transaction that updates devices of the inventory", CrashWork.Sync, "page.commit", CrashMoment.Start, 4, 3, 2, 1),
        new(14, "the run has ended, the run that waits is not woken", CrashWork.Sync, "finish.commit", CrashMoment.Stop, 1),
        new(15, "inside the transaction that ends the run and gives the lease back", CrashWork.Sync, "finish.commit", CrashMoment.Start, 1),
        new(16, "inside a batch of Import All", CrashWork.Import, "import.commit", CrashMoment.Start, 1),
        new(17, "what is missing is settled, the run has not ended", CrashWork.Sync, "missing.commit", CrashMoment.Stop, 1),
        new(18, "inside a migration", CrashWork.FirstStart, "migrate", CrashMoment.Command, 60, 12, 30, 90, 110),
        new(19, "while connectors are loaded", CrashWork.Start, "connectors.load", CrashMoment.Start, 1),
        new(20, "inside the deletion of an integration", CrashWork.Delete, "integration.delete.commit", CrashMoment.Start, 1),
    ];

    /// <inheritdoc />
    public override string ToString() => $"{Number}: {Name}";
}
