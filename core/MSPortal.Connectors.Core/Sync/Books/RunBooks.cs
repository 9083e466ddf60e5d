using MSPortal.Connectors.Core.Sync.Pages;

namespace MSPortal.Connectors.Core.Sync.Books;

/// <summary>Where a record is booked.</summary>
/// <param name="Container">The vendor's id of the container; empty for none.</param>
/// <param name="Type">Key of the provider device type; empty when not known.</param>
public readonly record struct BookPlace(string Container, string Type);

/// <summary>Records of one place that fared alike.</summary>
public readonly record struct BookLine(BookPlace Place, RecordOutcome Outcome);

/// <summary>
/// How many records were received for which container and type, and what became of them. The two are counted apart, so that
/// one can be checked against the other.
/// </summary>
internal sealed class RunBooks
{
    private static readonly int Outcomes = Enum.GetValues<RecordOutcome>().Length;

    /// <summary>How many records came.</summary>
    public Dictionary<BookPlace, int> Received { get; } = [];

    /// <summary>How many of them became what.</summary>
    public Dictionary<BookLine, int> Lines { get; } = [];

    public bool IsEmpty => Received.Count == 0 && Lines.Count == 0;

    public void Receive(BookPlace place, int count = 1) => Received[place] = Received.GetValueOrDefault(place) + count;

    public void Count(BookPlace place, RecordOutcome outcome, int count = 1)
    {
        var line = new BookLine(place, outcome);
        Lines[line] = Lines.GetValueOrDefault(line) + count;
    }

    public void Add(RunBooks other)
    {
        foreach (var (place, count) in other.Received)
            Receive(place, count);
        foreach (var (line, count) in other.Lines)
            Count(line.Place, line.Outcome, count);
    }

    public bool SameAs(RunBooks other) =>
        Received.Count == other.Received.Count && Lines.Count == other.Lines.Count
        && Received.All(r => other.Received.TryGetValue(r.Key, out var count) && count == r.Value)
        && Lines.All(l => other.Lines.TryGetValue(l.Key, out var count) && count == l.Value);

    /// <summary>The counters of all places together.</summary>
    public SyncCounters Total() => By(_ => "").GetValueOrDefault("") ?? SyncCounters.None;

    /// <summary>The counters of each container or type.</summary>
    public Dictionary<string, SyncCounters> By(Func<BookPlace, string> key)
    {
        var sums = new Dictionary<string, (int Received, int[] Fates)>(StringComparer.Ordinal);
        foreach (var (place, count) in Received)
            sums[key(place)] = Of(key(place)) with { Received = Of(key(place)).Received + count };
        foreach (var (line, count) in Lines)
        {
            var sum = Of(key(line.Place));
            sum.Fates[(int)line.Outcome] += count;
            sums[key(line.Place)] = sum;
        }

        return sums.ToDictionary(s => s.Key, s => CountersOf(s.Value.Received, s.Value.Fates), StringComparer.Ordinal);

        (int Received, int[] Fates) Of(string name) => sums.TryGetValue(name, out var sum) ? sum : (0, new int[Outcomes]);
    }

    private static SyncCounters CountersOf(int received, int[] fates)
    {
        int Of(RecordOutcome outcome) => fates[(int)outcome];
        return new SyncCounters(
            received,
            Of(RecordOutcome.Created),
            Of(RecordOutcome.Updated),
            Of(RecordOutcome.Unchanged),
            Of(RecordOutcome.Held),
            Of(RecordOutcome.Ignored),
            Of(RecordOutcome.Rejected),
            Of(RecordOutcome.Unmapped));
    }
}
