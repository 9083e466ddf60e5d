using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync.Pages;

/// <summary>How a stage of a run ended, with the counters at that time.</summary>
/// <param name="NeedsDevices">Whether containers came to a company, so that devices should be read.</param>
internal sealed record StageEnd(SourceVerdict Verdict, SyncTally Tally, bool NeedsDevices)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static StageEnd From(string json) => JsonSerializer.Deserialize<StageEnd>(json)!;
}

/// <summary>How far a run has come with a source.</summary>
internal sealed class SourceProgress
{
    public string? NextCursor { get; set; }

    public bool IsDone { get; set; }

    public Completeness Completeness { get; set; } = Completeness.Unknown;

    public int? ExpectedTotal { get; set; }

    /// <summary>Distinct records, the rejected ones included.</summary>
    public int Received { get; set; }
}

/// <summary>The steps of a run: written with each, read by whoever takes the run over.</summary>
internal sealed class RunLog
{
    private readonly SyncRun _run;
    private readonly Dictionary<string, SourceProgress> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private int _last;

    private RunLog(SyncRun run) => _run = run;

    /// <summary>How the reading of containers ended; null while it has not.</summary>
    public StageEnd? Containers { get; private set; }

    /// <summary>How the reading of devices ended; null while it has not.</summary>
    public StageEnd? Settled { get; private set; }

    /// <summary>How many records of which container and type came and became what, over all pages.</summary>
    public RunBooks Books { get; } = new();

    /// <summary>Numbers of the staged devices that were seen.</summary>
    public HashSet<int> Seen { get; } = [];

    /// <summary>Keys of other records that earlier workers saw.</summary>
    public HashSet<ulong> Others { get; } = [];

    /// <summary>Whether another worker has read devices before.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Reads what earlier workers did; nothing for a run that begins.</summary>
    public static async Task<RunLog> LoadAsync(ConnectorsDb db, SyncRun run, SyncTally tally, CancellationToken cancellationToken)
    {
        var log = new RunLog(run);
        var pages = db.SyncPages.AsNoTracking().Where(p => p.RunId == run.Id).OrderBy(p => p.Number).AsAsyncEnumerable();
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            log._last = page.Number;
            if (page.Stage == SyncStage.Devices)
                log.Replay(page, tally);
            else if (page.Stage == SyncStage.Containers)
                tally.Take((log.Containers = StageEnd.From(page.End!)).Tally);
            else if (page.Stage == SyncStage.Settled)
                tally.Take((log.Settled = StageEnd.From(page.End!)).Tally);
        }

        return log;
    }

    public SourceProgress Of(string source)
    {
        if (!_sources.TryGetValue(source, out var progress))
            _sources.Add(source, progress = new SourceProgress());
        return progress;
    }

    /// <summary>Notes a page of devices in the caller's transaction.</summary>
    public void Add(ConnectorsDb db, string source, SourcePage page, PageNotes notes)
    {
        db.SyncPages.Add(new SyncPage
        {
            TenantId = _run.TenantId,
            RunId = _run.Id,
            Number = ++_last,
            Stage = SyncStage.Devices,
            Source = source,
            NextCursor = page.NextCursor,
            Completeness = page.Completeness,
            ExpectedTotal = page.ExpectedTotal,
            Notes = notes.Write(_names),
        });
        Note(source, page.NextCursor, page.Completeness, page.ExpectedTotal, notes);
    }

    /// <summary>Counts records that were counted with their pages as what became of them after all, in the caller's transaction; before the end of the stage.</summary>
    /// <param name="places">One for each record.</param>
    public void CountAgain(ConnectorsDb db, SyncTally tally, IEnumerable<BookPlace> places, RecordOutcome before, RecordOutcome after)
    {
        var notes = new PageNotes();
        foreach (var (place, count) in places.CountBy(p => p))
        {
            var some = Math.Min(count, Books.Lines.GetValueOrDefault(new BookLine(place, before)));
            if (some == 0)
                continue;

            notes.Books.Count(place, before, -some);
            notes.Books.Count(place, after, some);
        }

        if (notes.Books.IsEmpty)
            return;

        Add(db, _sources.Keys.First(), new SourcePage([], null) { Completeness = Completeness.Unknown }, notes);
        tally.Add(notes);
        tally.Pages--;
    }

    /// <summary>Notes the end of a stage in the caller's transaction.</summary>
    public void End(ConnectorsDb db, SyncStage stage, StageEnd end)
    {
        var books = new PageNotes();
        if (stage is SyncStage.Settled or SyncStage.Ended)
            books.Books.Add(Books);

        db.SyncPages.Add(new SyncPage
        {
            TenantId = _run.TenantId,
            RunId = _run.Id,
            Number = ++_last,
            Stage = stage,
            Completeness = end.Verdict.Completeness,
            Notes = books.Write([]),
            End = end.ToJson(),
        });
    }

    private void Replay(SyncPage page, SyncTally tally)
    {
        IsResumed = true;
        var notes = PageNotes.Read(page.Notes, _names);
        Others.UnionWith(notes.Others);
        tally.Add(notes);
        Note(page.Source!, page.NextCursor, page.Completeness, page.ExpectedTotal, notes);
    }

    private void Note(string source, string? nextCursor, Completeness completeness, int? expectedTotal, PageNotes notes)
    {
        var progress = Of(source);
        progress.NextCursor = nextCursor;
        progress.IsDone = nextCursor is null;
        progress.Completeness = completeness;
        progress.ExpectedTotal = expectedTotal ?? progress.ExpectedTotal;
        progress.Received += notes.Books.Received.Values.Sum();
        Seen.UnionWith(notes.Seen);
        Books.Add(notes.Books);
    }
}
