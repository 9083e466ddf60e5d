using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory;

/// <summary>After how many days without a report to its vendor a device is stale.</summary>
public readonly record struct StaleAfter
{
    /// <summary>Days unless somebody says otherwise.</summary>
    public const int UsualDays = 30;

    /// <summary>Most days.</summary>
    public const int MostDays = 3650;

    private readonly int _extra;

    private StaleAfter(int days) => _extra = days - UsualDays;

    /// <summary>The number of days.</summary>
    public int Days => UsualDays + _extra;

    /// <summary>So many days; the usual ones for null. Refuses none and more than ten years.</summary>
    public static Result<StaleAfter> From(int? days) => days is < 1 or > MostDays
        ? new InvalidValue("days", $"The number of days must be between 1 and {MostDays}.")
        : new StaleAfter(days ?? UsualDays);

    /// <summary>A device that was last seen before this moment is stale.</summary>
    public DateTimeOffset Before(DateTimeOffset now) => now - TimeSpan.FromDays(Days);
}

/// <summary>Whether a device still reports.</summary>
public enum SeenState
{
    /// <summary>It reported within the days.</summary>
    Current,

    /// <summary>It did not.</summary>
    Stale,

    /// <summary>The vendor does not tell when it last did.</summary>
    Unknown,
}
