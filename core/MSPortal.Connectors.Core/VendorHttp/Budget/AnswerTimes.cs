namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>Tells when a vendor takes far longer to answer than it usually does.</summary>
internal sealed class AnswerTimes
{
    private const int EnoughToKnow = 5;
    private const double WeightOfNewest = 0.1;
    private const double Far = 4;
    private static readonly TimeSpan NeverSlowBelow = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private double _usualMilliseconds;
    private int _count;

    /// <summary>Notes how long an answer took; whether that was slow.</summary>
    public bool IsSlow(TimeSpan time)
    {
        lock (_lock)
        {
            var isSlow = _count >= EnoughToKnow && time > NeverSlowBelow && time.TotalMilliseconds > _usualMilliseconds * Far;
            _count++;
            _usualMilliseconds += (time.TotalMilliseconds - _usualMilliseconds) * (_count == 1 ? 1 : WeightOfNewest);
            return isSlow;
        }
    }
}
