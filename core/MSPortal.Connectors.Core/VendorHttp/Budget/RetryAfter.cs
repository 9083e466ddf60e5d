using System.Net;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>Reads how long a vendor asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is waited out within a call; a longer one is the engine's business.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // As long as the header can say, and short enough to be added to any time of today.
    private static readonly TimeSpan LongestNamed = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The wait that a 429 or 503 asks for; null when it names none, or one that makes no sense.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider clock) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? Named(response, clock) : null;

    /// <summary>The wait that an answer of any status names; null when it names none, or one that makes no sense.</summary>
    public static TimeSpan? Named(HttpResponseMessage response, TimeProvider clock)
    {
        // A date is meant by the vendor's clock, which may differ from ours.
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - (response.Headers.Date ?? clock.GetUtcNow()));
        if (header is null && IsBeyondNumbers(response))
            return LongestNamed;

        return wait >= TimeSpan.Zero ? wait : null;
    }

    // More seconds than .NET's header holds: it keeps no value then, though the vendor said clearly that it means very long.
    private static bool IsBeyondNumbers(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values) && values.Count == 1
        && values.ToString().Trim() is { Length: >= 10 and <= 100 } text && text.All(char.IsAsciiDigit) && text.TrimStart('0').Length >= 10;
}
