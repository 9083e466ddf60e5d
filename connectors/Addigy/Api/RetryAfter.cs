namespace MSPortal.Connectors.Addigy.Api;

/// <summary>How long an answer asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The wait, from either form of the header; null when there is none, or none that makes sense.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
