using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>What may be asked of a vendor with one credential.</summary>
/// <param name="Requests">Requests within any window; at least 1.</param>
/// <param name="Window">Length of the window.</param>
internal sealed record Allowance(int Requests, TimeSpan Window)
{
    private static readonly RequestLimit NoPublishedLimit = new(10, TimeSpan.FromSeconds(1));

    /// <summary>How long the vendor refuses everything when it refuses again and again without a word; one hour unless it says so.</summary>
    public TimeSpan BlockedFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longest time between letting a request through and its end.</summary>
    public TimeSpan LongestRequest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests that a host leases at once, so that not each one asks the database.</summary>
    public int LeaseRequests => Math.Max(1, Requests / 20);

    /// <summary>How long leased requests may be let through.</summary>
    public TimeSpan LeaseLife => Window / 10 < LongestLease ? Window / 10 : LongestLease;

    private static TimeSpan LongestLease { get; } = TimeSpan.FromSeconds(1);

    public static Allowance Of(RequestLimit? limit, double share)
    {
        // The vendor's clock need not tick exactly like ours.
        const double Margin = 1.05;

        return limit is null
            ? new Allowance(NoPublishedLimit.Requests, NoPublishedLimit.Window * Margin)
            : new Allowance(Math.Max(1, (int)(limit.Requests * share)), limit.Window * Margin)
            {
                BlockedFor = limit.BlockedFor is { Ticks: > 0 } blocked ? blocked : TimeSpan.FromHours(1),
            };
    }
}
