using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Sync.Books;

/// <summary>
/// Whether the books balance: for the run, each container and each type as many records came as are accounted for, and the
/// containers and the types add up to the run's counters.
/// </summary>
internal static class BooksCheck
{
    private const int Told = 3;

    /// <summary>Checks what the database has of a run that is about to end.</summary>
    /// <returns>What is wrong, as a few sentences; null when the books balance.</returns>
    public static async Task<string?> RunAsync(ConnectorsDb db, SyncRun run, CancellationToken cancellationToken)
    {
        var stored = await db.SyncRuns.AsNoTracking().SingleAsync(r => r.Id == run.Id, cancellationToken);
        var books = run.Scope == SyncScope.Containers ? null : await StoredBooks.LoadAsync(db, run.Id, cancellationToken);
        var problems = Problems(books?.Best, stored.Counters(), isOver: true);
        if (books is { Differ: true })
            problems.Add("The books that were closed differ from the run's pages.");
        return problems.Count == 0 ? null : Sentences(problems);
    }

    /// <summary>What is wrong with the books of a run, or was when it ended; empty when they balance.</summary>
    public static List<string> Problems(StoredBooks? books, SyncRun run)
    {
        var isOver = run.FinishedAt is not null;
        var problems = Problems(books?.Best, run.Counters(), isOver);
        if (books is { Differ: true } && isOver)
            problems.Add("The books that were closed differ from the run's pages.");
        if (problems.Count == 0 && run.BooksProblem is { } told)
            problems.Add(told);
        return problems;
    }

    /// <summary>What is wrong with the books; empty when they balance.</summary>
    /// <param name="books">Null when there are none, as for a run that reads containers only.</param>
    /// <param name="isOver">Whether the counters are final; those of a run at work may be a second old.</param>
    public static List<string> Problems(RunBooks? books, SyncCounters counters, bool isOver)
    {
        List<string> problems = [];
        if (isOver && !counters.Balances)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"The run received {counters.Received} records, but {counters.Accounted} are accounted for."));
        if (books is null)
            return problems;

        Check("container", "containers", books.By(place => place.Container));
        Check("type", "types", books.By(place => place.Type));
        return problems;

        void Check(string one, string many, Dictionary<string, SyncCounters> groups)
        {
            foreach (var (name, sum) in groups.Where(g => !g.Value.Balances).OrderBy(g => g.Key, StringComparer.Ordinal))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Of the {one} \"{name}\" {sum.Received} records came, but {sum.Accounted} are accounted for."));

            var total = groups.Values.Aggregate(SyncCounters.None, (a, b) => a.Plus(b));
            if (isOver && total != counters)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"The {many} add up to {total.Received} records received and {total.Accounted} accounted for; the run's counters say {counters.Received} and {counters.Accounted}, or divide them otherwise."));
        }
    }

    /// <summary>The first of many problems, and how many there are besides.</summary>
    public static string Sentences(List<string> problems) =>
        string.Join(' ', problems.Take(Told)) + (problems.Count > Told ? string.Create(CultureInfo.InvariantCulture, $" And {problems.Count - Told} more.") : "");
}
