using System.Globalization;
using System.Text.Json;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>Reads what people give for an own field, and writes what is kept of it.</summary>
internal static class OwnFieldValues
{
    /// <summary>Longest text.</summary>
    public const int MaxLength = 2_000;

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The value as it is kept: numbers and days in one way of writing each.</summary>
    /// <param name="value">JSON: text, number or boolean; numbers, days and booleans may come as text too.</param>
    public static Result<string> Keep(OwnField field, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
            return new InvalidValue("value", "There is no value.", "Give a text, a number, true or false; or delete the value.");

        return field.Kind switch
        {
            OwnFieldKind.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15m
                ? number.ToString("0.############", CultureInfo.InvariantCulture)
                : new InvalidValue("value", $"\"{StorableText.Of(text, 50)}\" is no number of up to 15 digits.", "Write it with digits and a decimal point, for example 1250.50."),
            OwnFieldKind.Date => DateOnly.TryParseExact(text.Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date.ToString(DateFormat, CultureInfo.InvariantCulture)
                : new InvalidValue("value", $"\"{StorableText.Of(text, 50)}\" is no day.", "Write it as year, month and day, for example 2027-03-31."),
            OwnFieldKind.YesNo => bool.TryParse(text, out var flag)
                ? flag ? "true" : "false"
                : new InvalidValue("value", "It is neither true nor false.", "Give true or false."),
            OwnFieldKind.Choice => ChoicesOf(field).FirstOrDefault(c => string.Equals(c, NameKey.Tidy(text), StringComparison.OrdinalIgnoreCase)) is { } choice
                ? choice
                : new InvalidValue("value", $"\"{StorableText.Of(text, 50)}\" is none of its choices.", $"Give one of: {string.Join(", ", ChoicesOf(field))}."),
            _ => text.Length <= MaxLength && StorableText.IsStorable(text)
                ? text.Trim()
                : new InvalidValue("value", $"The text is longer than {MaxLength} characters, or holds broken ones."),
        };
    }

    /// <summary>The value for programs.</summary>
    public static JsonElement Show(OwnFieldKind kind, string kept) => kind switch
    {
        OwnFieldKind.Number => JsonSerializer.SerializeToElement(decimal.Parse(kept, CultureInfo.InvariantCulture)),
        OwnFieldKind.YesNo => JsonSerializer.SerializeToElement(kept == "true"),
        _ => JsonSerializer.SerializeToElement(kept),
    };

    /// <summary>What can be chosen; none for other kinds.</summary>
    public static string[] ChoicesOf(OwnField field) => field.Choices?.Split('\n') ?? [];
}
