using System.Globalization;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Reads the ways in which Addigy writes a point in time; docs/connectors/addigy.md, "Times".</summary>
internal static class AddigyTime
{
    private const string Prefix = "Date:";
    private const double LastSecond = 253_402_300_799;

    public static Reading<DateTimeOffset> Read(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            rest = rest[Prefix.Length..].Trim();

        // Without a year in front the parser would fill in today's date.
        return rest.Length >= 10
            && rest[4] == '-'
            && DateTimeOffset.TryParse(
                rest,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var instant)
            ? NotNever(instant)
            : NoTime();
    }

    public static Reading<DateTimeOffset> Read(double unixSeconds) =>
        unixSeconds is >= 0 and <= LastSecond ? NotNever(DateTimeOffset.UnixEpoch.AddSeconds(unixSeconds)) : NoTime();

    // The epoch is how "never" looks when it is sent as a time.
    private static Reading<DateTimeOffset> NotNever(DateTimeOffset instant) =>
        Reading.Known(instant).Where(value => value > DateTimeOffset.UnixEpoch);

    private static Reading<DateTimeOffset> NoTime() =>
        Reading.Unreadable<DateTimeOffset>("Addigy sent something that is no time.");
}
