using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>Requests that a host may make, or has made.</summary>
/// <param name="Number">Counts from 1 for each credential.</param>
/// <param name="Requests">How many.</param>
/// <param name="Until">Until when they count.</param>
internal sealed record Lease(long Number, int Requests, DateTimeOffset Until);

/// <summary>A lease of which every request has had its answer.</summary>
/// <param name="Used">How many there were.</param>
internal sealed record SettledLease(long Number, int Used);

/// <summary>Why and until when nothing may be asked.</summary>
/// <param name="Left">How long it still lasts, whatever the host's own clock says.</param>
internal sealed record Block(DateTimeOffset Until, TimeSpan Left, string Code, string Reason);

/// <summary>The answer to a wish for requests: a lease, or how long to wait and whether the vendor asked for it.</summary>
internal sealed record Grant(Lease? Lease, TimeSpan Wait, Block? Block);

/// <summary>How a credential stands with its vendor. Computes what becomes of it; keeps nothing.</summary>
/// <remarks>
/// A lease counts from its grant until its last request can have reached the vendor, and a whole window more. As long as
/// the leases that count at a moment are no more than allowed, no window, wherever it begins, can hold more either.
/// </remarks>
internal sealed record CredentialState
{
    /// <summary>No wait is longer than this, whatever the vendor says.</summary>
    public static readonly TimeSpan LongestBlock = TimeSpan.FromHours(24);

    private const double SlowestPace = 1.0 / 16;
    private const double RecoveryInWindow = 0.3;

    public IReadOnlyList<Lease> Leases { get; init; } = [];

    public long LastLease { get; init; }

    public double Pace { get; init; } = 1;

    public DateTimeOffset? PaceAt { get; init; }

    public DateTimeOffset? BlockedUntil { get; init; }

    public string? BlockCode { get; init; }

    public string? BlockReason { get; init; }

    public int Refusals { get; init; }

    /// <summary>Share of the budget that may be used: halved when the vendor slows down, then growing by a fixed step.</summary>
    public double PaceOf(DateTimeOffset now, Allowance allowance) =>
        PaceAt is { } at ? Math.Min(1, Pace + (RecoveryInWindow * Math.Max(0, (now - at) / allowance.Window))) : 1;

    public int AllowedOf(DateTimeOffset now, Allowance allowance) => Math.Max(1, (int)(allowance.Requests * PaceOf(now, allowance)));

    /// <summary>The wait that the vendor asked for; null when there is none.</summary>
    public Block? BlockOf(DateTimeOffset now) => BlockedUntil > now
        ? new Block(BlockedUntil.Value, BlockedUntil.Value - now, BlockCode ?? ErrorCodes.RateLimited, BlockReason ?? "")
        : null;

    /// <summary>What is left of leases whose requests have all been answered: they were with the vendor before now.</summary>
    public CredentialState Settle(IReadOnlyCollection<SettledLease> settled, DateTimeOffset now, Allowance allowance) => settled.Count == 0 ? this : this with
    {
        Leases =
        [
            .. Leases.Select(lease => settled.FirstOrDefault(s => s.Number == lease.Number) is { } s
                ? lease with { Requests = s.Used, Until = Earlier(lease.Until, now + allowance.Window) }
                : lease).Where(lease => lease.Requests > 0),
        ],
    };

    /// <summary>Leases requests if there is room.</summary>
    public (CredentialState State, Grant Grant) Take(DateTimeOffset now, Allowance allowance)
    {
        var state = this with { Leases = [.. Leases.Where(lease => lease.Until > now)] };
        if (BlockOf(now) is { } block)
            return (state, new Grant(null, block.Left, block));

        var allowed = AllowedOf(now, allowance);
        var free = allowed - state.Leases.Sum(lease => lease.Requests);
        if (free <= 0)
            return (state, new Grant(null, state.UntilFree(1 - free) - now, null));

        var taken = new Lease(
            LastLease + 1,
            Math.Min(free, allowance.LeaseRequests),
            now + allowance.LeaseLife + allowance.LongestRequest + allowance.Window);
        return (state with { Leases = [.. state.Leases, taken], LastLease = taken.Number }, new Grant(taken, TimeSpan.Zero, null));
    }

    /// <summary>The vendor slows down: half the pace, at most once in a window, since one burst is one sign.</summary>
    public CredentialState SlowDown(DateTimeOffset now, Allowance allowance) => now - PaceAt < allowance.Window ? this : this with
    {
        Pace = Math.Max(SlowestPace, PaceOf(now, allowance) / 2),
        PaceAt = now,
    };

    /// <summary>The vendor refuses because too many requests came, or asks to wait.</summary>
    /// <param name="asked">How long; null when it named no time that makes sense.</param>
    /// <param name="code">The connector's word for it; null decides by the length.</param>
    public CredentialState Refuse(DateTimeOffset now, TimeSpan? asked, string vendor, string? code, Allowance allowance)
    {
        // Requests that were under way together are refused together, for one reason.
        if (asked is null && BlockedUntil > now)
            return this;

        var refusals = Refusals + 1;
        var wait = asked ?? Unnamed(refusals, allowance);
        wait = wait < LongestBlock ? wait : LongestBlock;
        if (wait <= TimeSpan.Zero || BlockedUntil >= now + wait)
            return this with { Refusals = refusals };

        return this with
        {
            Refusals = refusals,
            BlockedUntil = now + wait,
            BlockCode = code ?? (wait > TimeSpan.FromHours(1) ? ErrorCodes.VendorBlocked : ErrorCodes.RateLimited),
            BlockReason = asked is null
                ? $"{vendor} refuses requests and does not say for how long."
                : $"{vendor} asked to wait.",
        };
    }

    /// <summary>The vendor has answered as it should. That ends no wait: the request may have been under way before it.</summary>
    public CredentialState Answered(DateTimeOffset now) => BlockedUntil > now
        ? this
        : this with { Refusals = 0, BlockedUntil = null, BlockCode = null, BlockReason = null };

    // Once may be chance; a vendor that goes on refusing is left alone for as long as it says it blocks.
    private static TimeSpan Unnamed(int refusals, Allowance allowance) => refusals switch
    {
        1 => TimeSpan.Zero,
        2 => Earlier(TimeSpan.FromMinutes(1), allowance.BlockedFor),
        _ => allowance.BlockedFor,
    };

    private DateTimeOffset UntilFree(int wanted)
    {
        foreach (var lease in Leases.OrderBy(lease => lease.Until))
        {
            wanted -= lease.Requests;
            if (wanted <= 0)
                return lease.Until;
        }

        return Leases.Max(lease => lease.Until);
    }

    private static T Earlier<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) <= 0 ? a : b;
}
