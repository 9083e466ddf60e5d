namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>A lease in the hands of this host. Guarded by the lock of its budget.</summary>
/// <param name="lease">What was granted.</param>
/// <param name="askedAt">Timestamp of the moment before it was granted, so that it ends here before it ends there.</param>
/// <param name="life">How long requests may be let through.</param>
internal sealed class OpenLease(Lease lease, long askedAt, TimeSpan life)
{
    public int Used { get; private set; }

    public int UnderWay { get; private set; }

    public bool IsGivenUp { get; set; }

    public bool IsUsable(TimeProvider clock) => !IsGivenUp && Used < lease.Requests && clock.GetElapsedTime(askedAt) < life;

    /// <summary>Whether nothing more can come of it.</summary>
    public bool IsOver(TimeProvider clock) => UnderWay == 0 && !IsUsable(clock);

    public SettledLease Settled => new(lease.Number, Used);

    public void Take()
    {
        Used++;
        UnderWay++;
    }

    public void Answer() => UnderWay--;
}
