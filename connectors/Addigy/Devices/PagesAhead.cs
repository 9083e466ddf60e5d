using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Asks for pages of devices before their turn comes: an answer takes Addigy far longer than us. How many go out a second is the host's business.</summary>
internal sealed class PagesAhead(AddigyClient client, int pageSize, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>How many requests may be on their way at once.</summary>
    private const int Most = 4;

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Queue<(int Page, Task<DevicePage> Answer)> _asked = new();

    // Grows with each answer, so that an Addigy that answers nothing is not asked four times at once.
    private int _most;

    /// <summary>The next page. Pages are to be taken one after the other.</summary>
    public async Task<DevicePage> TakeAsync(int page)
    {
        if (_asked.Count == 0)
            _asked.Enqueue((page, client.DevicesAsync(new DeviceQuery(page, pageSize), _stop.Token)));

        var answer = await _asked.Dequeue().Answer;
        _most = Math.Min(Most, _most + 1);
        return answer;
    }

    /// <summary>Asks for the pages that come next, as many as may be on their way.</summary>
    /// <param name="last">The last page there is, as far as is known.</param>
    public void Ask(int page, int last)
    {
        for (var next = page + _asked.Count; next <= last && _asked.Count < _most; next++)
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
