using System.Diagnostics.CodeAnalysis;

namespace MSPortal.Connectors.Sdk.Facts;

/// <summary>How well a value is known.</summary>
public enum ReadingState
{
    /// <summary>The vendor reported the value.</summary>
    Known,

    /// <summary>The vendor did not report it, or reported it as empty. Never to be shown as off or zero.</summary>
    Absent,

    /// <summary>The vendor reported something that can't be understood, or an error in place of the value.</summary>
    Unreadable,

    /// <summary>The credentials may not read it.</summary>
    NotPermitted,

    /// <summary>Devices of this kind don't have it.</summary>
    NotSupported,
}

/// <summary>A value together with how well it is known.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly record struct Reading<T>
    where T : notnull
{
    internal Reading(ReadingState state, T? value, string? note)
    {
        State = state;
        Value = value;
        Note = note;
    }

    /// <summary>How well the value is known.</summary>
    public ReadingState State { get; }

    /// <summary>The value; default unless the state is <see cref="ReadingState.Known"/>.</summary>
    public T? Value { get; }

    /// <summary>Why the value is not known, or which of several vendor fields it came from; null when there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>When the value was observed; null means at the record's own time.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>Whether the value is known.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsKnown => State == ReadingState.Known;

    /// <summary>Changes a known value and leaves every other state as it is.</summary>
    public Reading<TResult> Select<TResult>(Func<T, TResult> selector)
        where TResult : notnull =>
        IsKnown
            ? new Reading<TResult>(State, selector(Value), Note) { ObservedAt = ObservedAt }
            : new Reading<TResult>(State, default, Note) { ObservedAt = ObservedAt };

    /// <summary>Turns known values that fail a condition into absent ones, for a vendor's "none" such as -1.</summary>
    public Reading<T> Where(Func<T, bool> isReal) => !IsKnown || isReal(Value) ? this : Reading.Absent<T>();

    /// <summary>This reading if it is known, else the other one if that is known, else this one.</summary>
    public Reading<T> Or(Reading<T> other) => IsKnown || !other.IsKnown ? this : other;
}

/// <summary>Makes readings.</summary>
public static class Reading
{
    private const int MacDigits = 12;
    private const string NoMac = "The vendor sent something that is no MAC address.";

    /// <summary>A value that the vendor reported.</summary>
    public static Reading<T> Known<T>(T value)
        where T : notnull => new(ReadingState.Known, value, null);

    /// <summary>A value that the vendor did not report.</summary>
    public static Reading<T> Absent<T>()
        where T : notnull => new(ReadingState.Absent, default, null);

    /// <summary>A value that can't be understood.</summary>
    /// <param name="note">Why, without the vendor's data.</param>
    public static Reading<T> Unreadable<T>(string note)
        where T : notnull => new(ReadingState.Unreadable, default, note);

    /// <summary>A value that devices of this kind don't have.</summary>
    /// <param name="note">Why, for people.</param>
    public static Reading<T> NotSupported<T>(string note)
        where T : notnull => new(ReadingState.NotSupported, default, note);

    internal static Reading<T> Of<T>(ReadingState state, string note)
        where T : notnull => new(state, default, note);

    /// <summary>Brings a MAC address into the form 00:11:22:aa:bb:cc; unreadable when it is none.</summary>
    /// <remarks>Hyphens, colons, dots, blanks and no separators at all are understood; all zeros count as absent.</remarks>
    public static Reading<string> AsMacAddress(this Reading<string> reading)
    {
        if (!reading.IsKnown)
            return reading;

        Span<char> digits = stackalloc char[MacDigits];
        var count = 0;
        foreach (var c in reading.Value)
        {
            if (c is ':' or '-' or '.' or ' ')
                continue;
            if (count == MacDigits || !char.IsAsciiHexDigit(c))
                return Unreadable<string>(NoMac);
            digits[count++] = char.ToLowerInvariant(c);
        }

        if (count != MacDigits)
            return Unreadable<string>(NoMac);

        return digits.ContainsAnyExcept('0')
            ? new Reading<string>(reading.State, $"{digits[..2]}:{digits[2..4]}:{digits[4..6]}:{digits[6..8]}:{digits[8..10]}:{digits[10..]}", reading.Note) { ObservedAt = reading.ObservedAt }
            : Absent<string>();
    }
}
