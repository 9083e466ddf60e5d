using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Asks for pages of devices before their turn comes: an answer takes Addigy far longer than us. How many go out a second is the host's business.</summary>
internal sealed class PagesAhead(AddigyClient client, int pageSize, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>How many requests may be on their way at once.</summary>
    private const int Most = 4;

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Queue<(int Page, Task<DevicePage> Answer)> _asked = new();

    /// <summary>The next page; pages are to be taken in order.</summary>
    public async Task<DevicePage> TakeAsync(int page)
    {
        Ask(page, page);
        return await _asked.Dequeue().Answer;
    }

    /// <summary>Asks for the pages that come next, as many as may be on their way.</summary>
    /// <param name="last">The last page there is, as far as is known.</param>
    public void Ask(int page, int last)
    {
        if (_asked.TryPeek(out var first) && first.Page != page)
            throw new InvalidOperationException($"Page {first.Page} was asked for, and page {page} is wanted.");

        for (var next = page + _asked.Count; next <= last && _asked.Count < Most; next++)
            _asked.Enqueue((next, client.DevicesAsync(new DeviceQuery(next, pageSize), _stop.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();

        // Nobody wants these answers any more, whatever they are.
        await Task.WhenAll(_asked.Select(Task (a) => a.Answer)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
