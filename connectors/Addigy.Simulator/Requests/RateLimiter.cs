namespace MSPortal.Connectors.Addigy.Simulator.Requests;

/// <summary>Counts requests for each token and knows which tokens are blocked.</summary>
internal sealed class RateLimiter(RateLimit? limit, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Queue<DateTimeOffset>> _recent = [];
    private readonly Dictionary<int, DateTimeOffset> _blockedUntil = [];

    /// <summary>Whether one more request of an account is too much; counts it.</summary>
    public bool IsTooMuch(int account)
    {
        if (limit is null)
            return false;

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_blockedUntil.TryGetValue(account, out var until) && now < until)
                return true;

            if (!_recent.TryGetValue(account, out var recent))
                _recent[account] = recent = new Queue<DateTimeOffset>();

            while (recent.TryPeek(out var oldest) && now - oldest >= limit.Window)
                recent.Dequeue();

            recent.Enqueue(now);
            if (recent.Count <= limit.Requests)
                return false;

            recent.Clear();
            _blockedUntil[account] = now + limit.Block;
            return true;
        }
    }

    /// <summary>Forgets all counts and blocks.</summary>
    public void Forgive()
    {
        lock (_lock)
        {
            _recent.Clear();
            _blockedUntil.Clear();
        }
    }
}
