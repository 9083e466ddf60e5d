namespace MSPortal.Connectors.Addigy.Simulator.Requests;

/// <summary>The requests that reached the simulated API, the oldest first.</summary>
public sealed class RequestLog(TimeProvider clock)
{
    private const int LongestBody = 4000;
    private const int Kept = 50_000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<LoggedRequest> _requests = new();
    private readonly Queue<DateTimeOffset> _recent = new();
    private int _count;
    private int _mostInWindow;

    /// <summary>All requests since the start or the last clearing; of very many, the latest 50,000.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>How many there were.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>How many requests came in at most within any 10 seconds.</summary>
    public int MostInTenSeconds
    {
        get
        {
            lock (_lock)
                return _mostInWindow;
        }
    }

    /// <summary>Requests that tried to change something at the vendor.</summary>
    public IReadOnlyList<LoggedRequest> WriteAttempts => [.. All.Where(request => request.IsWriteAttempt)];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _recent.Clear();
            _count = 0;
            _mostInWindow = 0;
        }
    }

    internal LoggedRequest Add(string method, string path, string body)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var request = new LoggedRequest(++_count, method, path, now, body.Length > LongestBody ? body[..LongestBody] : body);
            _requests.Enqueue(request);
            if (_requests.Count > Kept)
                _requests.Dequeue();

            _recent.Enqueue(now);
            while (now - _recent.Peek() >= Window)
                _recent.Dequeue();

            _mostInWindow = Math.Max(_mostInWindow, _recent.Count);
            return request;
        }
    }
}
