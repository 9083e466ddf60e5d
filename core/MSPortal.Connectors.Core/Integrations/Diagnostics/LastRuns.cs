using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Details;

namespace MSPortal.Connectors.Core.Integrations.Diagnostics;

/// <summary>The last runs of an integration with their books and rejected records, as the database has them.</summary>
internal sealed class LastRuns
{
    private const int MostRuns = 20;
    private const int MostReasons = 30;

    private readonly List<(SyncRun Run, BooksFacts Books)> _runs = [];
    private List<CountedReason> _reasons = [];

    /// <summary>All that somebody else may have worded.</summary>
    public IEnumerable<string?> Sentences =>
    [
        .. _runs.SelectMany(r => new[] { r.Run.ErrorMessage, r.Run.ErrorCure }.Concat(r.Books.Problems)),
        .. _reasons.Select(r => r.Reason),
    ];

    /// <summary>The vendor's ids of records that were rejected.</summary>
    public IReadOnlyList<string> RejectedIds { get; private set; } = [];

    public static async Task<LastRuns> ReadAsync(ConnectorsDb db, IntegrationId id, CancellationToken cancellationToken)
    {
        var last = new LastRuns();
        var runs = await db.SyncRuns.AsNoTracking().Where(r => r.IntegrationId == id)
            .OrderByDescending(r => r.QueuedAt).ThenByDescending(r => r.Id).Take(MostRuns).ToListAsync(cancellationToken);
        foreach (var run in runs)
            last._runs.Add((run, await BooksOfAsync(db, run, cancellationToken)));

        SyncRunId[] ids = [.. runs.Select(r => r.Id)];
        var rows = db.RejectedRows.AsNoTracking().Where(r => ids.Contains(r.RunId));
        var groups = await rows.GroupBy(r => new { r.RunId, r.Reason }).Select(g => new { g.Key.RunId, g.Key.Reason, Count = g.Count() }).ToListAsync(cancellationToken);
        last._reasons =
        [
            .. groups.GroupBy(g => g.Reason, StringComparer.Ordinal)
                .Select(g => new CountedReason(g.Key, g.Sum(x => x.Count), g.Count(), ids.First(run => g.Any(x => x.RunId == run)).Value))
                .OrderByDescending(r => r.Records).ThenBy(r => r.Reason, StringComparer.Ordinal)
                .Take(MostReasons),
        ];
        last.RejectedIds = await rows.Where(r => r.ExternalId != null).Select(r => r.ExternalId!).Distinct().ToListAsync(cancellationToken);
        return last;
    }

    public IReadOnlyList<RunFacts> Facts(Redaction redaction) => [.. _runs.Select(r => FactsOf(r.Run, r.Books, redaction))];

    public IReadOnlyList<CountedError> Errors(Redaction redaction) =>
    [
        .. _runs.Where(r => r.Run.ErrorCode is not null)
            .GroupBy(r => Redaction.Code(r.Run.ErrorCode!), StringComparer.Ordinal)
            .Select(g => new CountedError(
                g.Key, g.Count(), g.Max(r => r.Run.FinishedAt ?? r.Run.QueuedAt), redaction.Clean(g.First().Run.ErrorMessage), redaction.Clean(g.First().Run.ErrorCure)))
            .OrderByDescending(e => e.Runs).ThenBy(e => e.Code, StringComparer.Ordinal),
    ];

    public IReadOnlyList<CountedCode> VendorErrors() =>
    [
        .. _runs.SelectMany(r => RunDetails.From(r.Run.Details).VendorErrors)
            .GroupBy(e => Redaction.Code(e.Code), StringComparer.Ordinal)
            .Select(g => new CountedCode(g.Key, g.Sum(e => e.Count)))
            .OrderByDescending(e => e.Count).ThenBy(e => e.Code, StringComparer.Ordinal),
    ];

    /// <summary>Reasons that are the same without names count together.</summary>
    public IReadOnlyList<CountedReason> Reasons(Redaction redaction) =>
    [
        .. _reasons.GroupBy(r => redaction.Clean(r.Reason), StringComparer.Ordinal)
            .Select(g => new CountedReason(g.Key, g.Sum(r => r.Records), g.Max(r => r.Runs), g.First().LastRunId))
            .OrderByDescending(r => r.Records).ThenBy(r => r.Reason, StringComparer.Ordinal),
    ];

    private static async Task<BooksFacts> BooksOfAsync(ConnectorsDb db, SyncRun run, CancellationToken cancellationToken)
    {
        var stored = run.Scope == SyncScope.Containers ? null : await StoredBooks.LoadAsync(db, run.Id, cancellationToken);
        var problems = BooksCheck.Problems(stored, run);
        var books = stored?.Best ?? new RunBooks();
        return new BooksFacts(problems.Count == 0, stored?.Best is not null, problems, books.By(p => p.Container).Count, books.By(p => p.Type).Count);
    }

    private static RunFacts FactsOf(SyncRun run, BooksFacts books, Redaction redaction)
    {
        var held = run.HeldMissing is null ? null : JsonSerializer.Deserialize<HeldMissing>(run.HeldMissing);
        var details = RunDetails.From(run.Details);
        return new RunFacts(
            run.Id.Value,
            run.Scope,
            run.Trigger,
            run.State,
            run.Completeness,
            run.QueuedAt,
            run.StartedAt,
            run.FinishedAt,
            run.Attempt,
            run.Counters(),
            run.ContainersReceived,
            run.ContainersRejected,
            run.Missing,
            run.AutoImported,
            run.Pages,
            run.Requests,
            run.WaitedSeconds,
            details with { VendorErrors = [.. details.VendorErrors.Select(e => e with { Code = Redaction.Code(e.Code) })] },
            redaction.Clean(run.ErrorCode is null ? null : new SyncError(run.ErrorCode, run.ErrorMessage ?? "", run.ErrorCure ?? "")),
            held is null ? null : new HeldFacts(held.Missing, held.Present, held.Limit, held.Containers.Count, run.Answer),
            books with { Problems = [.. books.Problems.Select(redaction.Clean)] });
    }
}
