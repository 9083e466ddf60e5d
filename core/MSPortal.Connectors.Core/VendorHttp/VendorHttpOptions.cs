namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>Limits of the calls that connectors make.</summary>
public sealed record VendorHttpOptions
{
    /// <summary>Share of a vendor's request limit that is used; more than 0, at most 1. The rest is for the vendor's other clients.</summary>
    public double BudgetShare { get; init; } = 0.2;

    /// <summary>Longest time for one attempt, the answer's body included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for a call that a person waits for, waits for the budget included.</summary>
    public TimeSpan InteractiveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Middle of the first wait before a retry; it doubles with each retry, up to half a minute.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Largest body of an answer, after decompression.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;
}
