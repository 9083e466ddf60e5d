using MSPortal.Connectors.Addigy.Api;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Readings of Addigy's facts, with its quirks taken out; docs/connectors/addigy.md, "Values".</summary>
internal static class FactReadings
{
    public static Reading<string> Named(this RecordFields fields, string fact) => fields.Text(fact).Select(DoubleEscapes.Undo);

    /// <summary>A number that can't be below zero; -1 means not collected.</summary>
    public static Reading<double> Amount(this RecordFields fields, string fact)
    {
        // RecordFields reads -1 only when it was written as text: as a number it was taken out before.
        var number = fields.Number(fact).Where(value => value != -1);
        return number.Must(value => value >= 0, "Addigy sent a number below zero.");
    }

    /// <summary>A size that Addigy gives in gigabytes, in bytes.</summary>
    public static Reading<long> Bytes(this RecordFields fields, string fact, long gigabyte) =>
        fields.Amount(fact)
            .Must(size => size * gigabyte < long.MaxValue, "Addigy sent a size that no device has.")
            .Select(size => (long)Math.Round(size * gigabyte));

    public static Reading<double> Percent(this RecordFields fields, string fact) =>
        fields.Amount(fact).Must(value => value <= 100, "Addigy sent a percentage above 100.");

    public static Reading<long> Whole(this RecordFields fields, string fact) =>
        fields.Amount(fact)
            .Must(value => value < long.MaxValue, "Addigy sent a number that is too large.")
            .Select(value => (long)Math.Round(value));

    /// <summary>A time in any of Addigy's forms; 1970 means never.</summary>
    public static Reading<DateTimeOffset> Time(this RecordFields fields, string fact)
    {
        var seconds = fields.Number(fact).Where(value => value != -1);
        if (seconds.IsKnown)
            return AddigyTime.Read(seconds.Value);

        var text = fields.Text(fact);
        return text.IsKnown && seconds.State != ReadingState.Absent
            ? AddigyTime.Read(text.Value)
            : text.Where(_ => false).Select(_ => DateTimeOffset.UnixEpoch);
    }

    /// <summary>The first hardware address of a list.</summary>
    public static Reading<string> FirstMac(this RecordFields fields, string fact)
    {
        var texts = fields.Texts(fact);
        if (!texts.IsKnown)
            return texts.Select(_ => "");

        var macs = texts.Value.Select(text => Reading.Known(text).AsMacAddress()).ToArray();
        return Array.Find(macs, mac => mac.IsKnown) is { IsKnown: true } first ? first : macs[0];
    }

    /// <summary>Keeps a known value only if it holds what it must.</summary>
    public static Reading<T> Must<T>(this Reading<T> reading, Func<T, bool> holds, string otherwise)
        where T : notnull =>
        !reading.IsKnown || holds(reading.Value) ? reading : Reading.Unreadable<T>(otherwise);

    /// <summary>Says that a value is missing because such a device has none; a value that was sent always counts.</summary>
    public static Reading<T> UnlessLacking<T>(this Reading<T> reading, bool isLacking, string note)
        where T : notnull =>
        isLacking && reading.State == ReadingState.Absent ? Reading.NotSupported<T>(note) : reading;

    /// <summary>This reading if known, else the other one together with where it came from; that the other one can't be read counts more than that this one is absent.</summary>
    public static Reading<T> OrElse<T>(this Reading<T> reading, Reading<T> other, string source)
        where T : notnull =>
        reading.State == ReadingState.Absent && other.State == ReadingState.Unreadable ? other
        : reading.Or(other.IsKnown ? other with { Note = source } : other);
}
