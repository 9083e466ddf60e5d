using MSPortal.Connectors.Core.VendorHttp.Budget;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>The system's time plus an offset, so that delays and schedules need no waiting.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Called whenever somebody looks at the clock: a way into the middle of an action.</summary>
    public Action? WhenRead { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        WhenRead?.Invoke();
        return System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
    }

    /// <summary>How far it was moved.</summary>
    public TimeSpan Shifted => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public void Shift(TimeSpan time) => Interlocked.Add(ref _offsetTicks, time.Ticks);
}

/// <summary>The database's clock, moved as far as the host's.</summary>
internal sealed class ShiftedSharedClock(ShiftedClock clock) : SharedClock(clock)
{
    protected override TimeSpan Ahead => clock.Shifted;
}
