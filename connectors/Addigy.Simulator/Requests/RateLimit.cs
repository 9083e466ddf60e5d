namespace MSPortal.Connectors.Addigy.Simulator.Requests;

/// <summary>The vendor's limit: whoever goes over it is refused for long.</summary>
/// <param name="Requests">Requests that one token may send within the window.</param>
/// <param name="Window">Length of the window.</param>
/// <param name="Block">How long a token is refused afterwards.</param>
public sealed record RateLimit(int Requests, TimeSpan Window, TimeSpan Block)
{
    /// <summary>1,000 requests in 10 seconds, then 24 hours of refusal.</summary>
    public static RateLimit OfVendor { get; } = new(1000, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24));
}
