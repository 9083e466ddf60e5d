namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>Something that goes wrong with requests. Of several that fit a request, the one added first counts.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Part of the path below the base address; null fits every path.</summary>
    public string? PathContains { get; init; }

    /// <summary>Goes wrong from the n-th fitting request on, counted from 1.</summary>
    public int FromRequest { get; init; } = 1;

    /// <summary>Number of requests that it goes wrong with; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>Status of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Body of <see cref="FaultKind.Status"/> and <see cref="FaultKind.TooManyRequests"/>.</summary>
    public FaultBody Body { get; init; }

    /// <summary>Message of an error object.</summary>
    public string Message { get; init; } = "simulated failure";

    /// <summary>Header Retry-After as it is sent: seconds, an HTTP date, or rubbish; null for none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>
    /// Spoils only the values of this key, and all below them; null spoils all. For the kinds that spoil values or keys:
    /// <see cref="FaultKind.WrongTypes"/>, <see cref="FaultKind.NullValues"/>, <see cref="FaultKind.MissingKeys"/> (the key itself
    /// is missing), <see cref="FaultKind.OtherWords"/>, <see cref="FaultKind.LoneSurrogates"/>, <see cref="FaultKind.NulCharacters"/>.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Pause of <see cref="FaultKind.SlowDrip"/> between two pieces.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes in a piece of <see cref="FaultKind.SlowDrip"/>.</summary>
    public int PieceBytes { get; init; } = 512;

    /// <summary>Size of <see cref="FaultKind.LargeBody"/>.</summary>
    public long SizeBytes { get; init; } = 256L * 1024 * 1024;
}
