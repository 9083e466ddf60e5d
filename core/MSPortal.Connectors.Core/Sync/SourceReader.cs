using System.Runtime.CompilerServices;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Core.Sync;

/// <summary>Reads a source to its end, keeps what tells whether everything was seen, and ends reads that go in circles.</summary>
/// <param name="from">How far the run has come with the source.</param>
internal sealed class SourceReader(ISource source, SourceProgress from)
{
    private const int MaxPages = 100_000;

    private Completeness _completeness = from.Completeness;
    private int? _expectedTotal = from.ExpectedTotal;

    /// <exception cref="ConnectorFailedException">The connector threw something it should not.</exception>
    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (from.IsDone)
            yield break;

        var cursors = new HashSet<string>(StringComparer.Ordinal);
        await using var pages = source.ReadAsync(new ReadRequest(from.NextCursor), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(pages))
        {
            var page = pages.Current;
            _completeness = page.Completeness;
            _expectedTotal = page.ExpectedTotal ?? _expectedTotal;
            yield return page;

            if (page.NextCursor is not null && (!cursors.Add(page.NextCursor) || cursors.Count > MaxPages))
            {
                throw new UnexpectedAnswerException(
                    ErrorCodes.AnswerUnexpected,
                    "The vendor's list goes in circles: a page names a place that was read already.",
                    "Try again later; if it stays so, tell the connector's author.");
            }
        }
    }

    /// <summary>Whether everything was seen, after the last page.</summary>
    /// <param name="received">Number of distinct records, the rejected ones included.</param>
    public SourceVerdict Verdict(int received)
    {
        if (_completeness == Completeness.Complete && _expectedTotal is { } total && total != received)
            return new SourceVerdict(Completeness.Incomplete, SourceVerdict.CountDiffers(total, received));

        return _completeness switch
        {
            Completeness.Complete => new SourceVerdict(Completeness.Complete, null),
            Completeness.Incomplete => new SourceVerdict(Completeness.Incomplete, SourceVerdict.PartOnly(_expectedTotal, received)),
            _ => new SourceVerdict(Completeness.Unknown, SourceVerdict.NotKnown),
        };
    }

    // The plugin border: whatever a connector throws by mistake hurts this run and nothing else.
    private static async Task<bool> NextAsync(IAsyncEnumerator<SourcePage> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (Exception e) when (e is not (ConnectorException or OperationCanceledException))
        {
            throw new ConnectorFailedException(e);
        }
    }
}

/// <summary>Whether a read saw everything, and if not, why.</summary>
internal sealed record SourceVerdict(Completeness Completeness, SyncError? Reason)
{
    /// <summary>What a person is asked to look at, though the run did not fail; null when nothing is.</summary>
    public SyncError? Attention { get; init; }

    public static SyncError BecameEmpty { get; } = new(
        "list_became_empty",
        "The vendor answered with an empty list where there was one before. Nothing was marked as gone.",
        "Look at the vendor's own pages. If the account really is empty, delete the integration; else sync again later.");

    /// <param name="total">How many records the vendor announced; null when it did not.</param>
    public static SyncError PartOnly(long? total, int received) => new(
        "read_incomplete",
        total is { } announced && announced != received
            ? $"The connector could not read everything: the vendor announced {announced} records, and {received} came. Nothing was marked as gone."
            : $"The connector could not read everything: {received} records came, and the vendor's list does not end there. Nothing was marked as gone.",
        "Sync again; if it stays so, check what the credentials may read.");

    public static SyncError NotKnown { get; } = new(
        "completeness_unknown",
        "The vendor does not let one know whether everything was read. Nothing was marked as gone.",
        "Nothing needs to be done.");

    /// <summary>That the answer is doubted, so that nothing is taken from it and a person is asked.</summary>
    public static SourceVerdict Asking(SyncError reason) => new(Completeness.Incomplete, reason) { Attention = reason };

    public static SyncError Unnamed(int count, int unseen) => new(
        "records_unnamed",
        $"{count} of the vendor's records could not be used and have no identifier, so the {unseen} that were not seen may be among them. Nothing was marked as gone.",
        "Look at the run's rejected records, and tell the connector's author.");

    /// <summary>Whether so much can't be used that the rest is doubted: all of it, or more than a tenth and than five records.</summary>
    public static bool IsUnusable(int rejected, int received) => rejected > 0 && (rejected == received || rejected > Math.Max(5, received / 10));

    public static SyncError Unusable(int rejected, int received) => new(
        "too_many_rejected",
        $"{rejected} of the {received} records that the vendor sent can't be used. That is more than a few: what was there before stays as it was, and nothing was marked as gone.",
        "The run's rejected records say what is wrong with each. Most likely the vendor's answers have changed: sync again later, and if it stays so, tell the connector's author.");

    public static SyncError CountDiffers(int total, int received) => new(
        "count_differs",
        $"The vendor says it has {total} records but sent {received} different ones, which happens when the list changes while it is read. Nothing was marked as gone.",
        "Sync again. If it stays so for days, tell the connector's author.");
}

/// <summary>A connector threw something other than the three exceptions it may throw.</summary>
internal sealed class ConnectorFailedException(Exception inner)
    : Exception($"The connector failed with {inner.GetType().Name}.", inner);
