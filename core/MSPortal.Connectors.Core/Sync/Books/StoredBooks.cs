using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Pages;

namespace MSPortal.Connectors.Core.Sync.Books;

/// <summary>The books of a run as the database has them.</summary>
/// <param name="OfPages">What the pages add up to; null when there are none, or none any more.</param>
/// <param name="Closed">What was written when the run ended; null before, and for runs that read no devices.</param>
internal sealed record StoredBooks(RunBooks? OfPages, RunBooks? Closed)
{
    /// <summary>The books; null when nothing is kept.</summary>
    public RunBooks? Best => Closed ?? OfPages;

    /// <summary>Whether the pages say something else than what was written at the end.</summary>
    public bool Differ => OfPages is not null && Closed is not null && !OfPages.SameAs(Closed);

    public static async Task<StoredBooks> LoadAsync(ConnectorsDb db, SyncRunId run, CancellationToken cancellationToken)
    {
        RunBooks? ofPages = null;
        RunBooks? closed = null;
        List<string> names = [];
        var pages = db.SyncPages.AsNoTracking().Where(p => p.RunId == run && p.Stage != SyncStage.Containers).OrderBy(p => p.Number);
        await foreach (var page in pages.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (page.Stage == SyncStage.Devices)
                (ofPages ??= new RunBooks()).Add(PageNotes.Read(page.Notes, names).Books);
            else
                closed = PageNotes.Read(page.Notes, []).Books;
        }

        return new StoredBooks(ofPages, closed);
    }
}
