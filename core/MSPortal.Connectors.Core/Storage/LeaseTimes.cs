namespace MSPortal.Connectors.Core.Storage;

/// <summary>How long a worker's claim on a run or an import holds. The same for all hosts on one database.</summary>
/// <param name="Length">How long it holds unless it is renewed; after that another worker may take over.</param>
public sealed record LeaseTimes(TimeSpan Length)
{
    /// <summary>What holds unless the operator sets something else.</summary>
    public static readonly LeaseTimes Default = new(TimeSpan.FromSeconds(30));

    /// <summary>How often a run or an import may be taken: a host too slow for its leases must not try for ever.</summary>
    public const int MostAttempts = 10;

    /// <summary>How often it is renewed: two renewals in a row may fail before it runs out.</summary>
    public TimeSpan RenewEvery => Length / 3;
}
