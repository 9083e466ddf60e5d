using System.Globalization;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Sdk.Sources;

/// <summary>The fields of a record by the vendor's name, and their reading as typed values.</summary>
/// <remarks>
/// Each method answers one of three ways: <see cref="ReadingState.Known"/>, <see cref="ReadingState.Absent"/> when the
/// field is missing, null or empty, and <see cref="ReadingState.Unreadable"/> when it holds something of another type.
/// </remarks>
/// <param name="values">
/// Values by field name: <see cref="string"/>, <see cref="double"/>, <see cref="long"/>, <see cref="bool"/>,
/// a list of <see cref="string"/>, a <see cref="FieldProblem"/>, or null.
/// </param>
public sealed class RecordFields(IReadOnlyDictionary<string, object?> values)
{
    /// <summary>A text without surrounding blanks; absent when nothing is left of it.</summary>
    public Reading<string> Text(string field) => Read<string>(field, value =>
        value is string text ? NotEmpty(text) : Unreadable<string>("text", value));

    /// <summary>A number, also one written as text in the invariant culture; never infinite or not-a-number.</summary>
    public Reading<double> Number(string field) => Read<double>(field, value => value switch
    {
        double number when double.IsFinite(number) => Reading.Known(number),
        long number => Reading.Known((double)number),
        string text when string.IsNullOrWhiteSpace(text) => Reading.Absent<double>(),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => Reading.Known(number),
        _ => Unreadable<double>("a number", value),
    });

    /// <summary>A switch: a boolean, or the texts "true" and "false" in any case.</summary>
    public Reading<bool> Flag(string field) => Read<bool>(field, value => value switch
    {
        bool flag => Reading.Known(flag),
        string text when string.IsNullOrWhiteSpace(text) => Reading.Absent<bool>(),
        string text when bool.TryParse(text, out var flag) => Reading.Known(flag),
        _ => Unreadable<bool>("true or false", value),
    });

    /// <summary>A point in time written in ISO 8601; taken as UTC when it names no zone.</summary>
    public Reading<DateTimeOffset> Instant(string field) => Read<DateTimeOffset>(field, value => value switch
    {
        string text when string.IsNullOrWhiteSpace(text) => Reading.Absent<DateTimeOffset>(),
        string text when DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant) => Reading.Known(instant),
        _ => Unreadable<DateTimeOffset>("a time in ISO 8601", value),
    });

    /// <summary>A list of texts, empty entries left out; absent when nothing is left of it.</summary>
    public Reading<IReadOnlyList<string>> Texts(string field) => Read<IReadOnlyList<string>>(field, value =>
    {
        if (value is not IReadOnlyList<string> list)
            return Unreadable<IReadOnlyList<string>>("a list", value);

        string[] texts = [.. list.Select(text => text?.Trim() ?? "").Where(text => text.Length > 0)];
        return texts.Length == 0 ? Reading.Absent<IReadOnlyList<string>>() : Reading.Known<IReadOnlyList<string>>(texts);
    });

    private Reading<T> Read<T>(string field, Func<object, Reading<T>> read)
        where T : notnull =>
        values.TryGetValue(field, out var value) && value is not null
            ? value is FieldProblem problem ? problem.ToReading<T>() : read(value)
            : Reading.Absent<T>();

    private static Reading<string> NotEmpty(string text) =>
        string.IsNullOrWhiteSpace(text) ? Reading.Absent<string>() : Reading.Known(text.Trim());

    private static Reading<T> Unreadable<T>(string expected, object value)
        where T : notnull =>
        Reading.Unreadable<T>($"The vendor sent {Name(value)} where {expected} was expected.");

    // Names the type and never the value: messages must not hold vendor data.
    private static string Name(object value) => value switch
    {
        string => "a text",
        double or long => "a number",
        bool => "true or false",
        _ => "a list or an object",
    };
}

/// <summary>Stands in a record's fields for a value that the vendor could not or would not give.</summary>
/// <param name="State">Anything but <see cref="ReadingState.Known"/>.</param>
/// <param name="Note">Why, for people, without the vendor's data.</param>
public sealed record FieldProblem(ReadingState State, string Note)
{
    internal Reading<T> ToReading<T>()
        where T : notnull => Reading.Of<T>(State, Note);
}
