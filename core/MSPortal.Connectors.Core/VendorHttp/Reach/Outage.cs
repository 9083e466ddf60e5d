using Microsoft.Extensions.Logging;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>Logs when a vendor goes out of reach and when it is back: a line each, however many calls fail in between.</summary>
internal sealed class Outage(string connectorId, string host, TimeProvider clock, ILogger log)
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _since;

    /// <summary>A call has failed, retries included.</summary>
    /// <param name="what">What went wrong, without secrets.</param>
    public void Failed(string what)
    {
        lock (_lock)
        {
            if (_since is not null)
                return;

            _since = clock.GetUtcNow();
        }

        log.LogWarning("{Host}, which connector {Connector} asks, is out of reach: {What}. This is said once, until it is back.", host, connectorId, what);
    }

    /// <summary>A call has had an answer.</summary>
    public void Answered()
    {
        TimeSpan lasted;
        lock (_lock)
        {
            if (_since is not { } since)
                return;

            lasted = clock.GetUtcNow() - since;
            _since = null;
        }

        log.LogInformation("{Host}, which connector {Connector} asks, is back after {Minutes:0.#} minutes.", host, connectorId, lasted.TotalMinutes);
    }
}
