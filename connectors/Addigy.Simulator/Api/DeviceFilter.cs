using System.Globalization;
using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>A condition on one fact.</summary>
/// <param name="Field">Identifier of the fact.</param>
/// <param name="Operation">=, !=, &lt;, &gt;, &lt;=, &gt;=, contains, does not contain or between.</param>
/// <param name="Type">string, number, boolean, list or date.</param>
/// <param name="Values">What to compare with; several for lists.</param>
/// <param name="Bound">Second bound of between.</param>
internal sealed record DeviceFilter(string Field, string Operation, string Type, IReadOnlyList<string> Values, string? Bound)
{
    private static readonly string[] Operations =
        ["=", "!=", "<", ">", "<=", ">=", "contains", "does not contain", "between"];

    /// <summary>Why the filter is refused; null when it is fine.</summary>
    public string? Problem => Operations.Contains(Operation) ? null : $"unsupported operation: {Operation}";

    public static DeviceFilter Read(JsonElement filter) => new(
        DeviceSearchRequest.Part(filter, "audit_field")?.GetString() ?? "",
        DeviceSearchRequest.Part(filter, "operation")?.GetString() ?? "",
        DeviceSearchRequest.Part(filter, "type")?.GetString() ?? "string",
        TextsOf(DeviceSearchRequest.Part(filter, "value")),
        DeviceSearchRequest.Part(filter, "range_value")?.ToString());

    public bool Fits(object? value) => Operation switch
    {
        "contains" => Contains(value),
        "does not contain" => !Contains(value),
        "=" => Values.Any(wanted => Compare(value, wanted) == 0),
        "!=" => Values.All(wanted => Compare(value, wanted) != 0),
        "<" => Compare(value, First) < 0,
        ">" => Compare(value, First) > 0,
        "<=" => Compare(value, First) <= 0,
        ">=" => Compare(value, First) >= 0,
        _ => Compare(value, First) >= 0 && Compare(value, Bound ?? "") <= 0,
    };

    private string First => Values.Count > 0 ? Values[0] : "";

    private bool Contains(object? value) => value switch
    {
        string text => Values.Any(wanted => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
        IEnumerable<string> texts => Values.Any(wanted => texts.Contains(wanted)),
        _ => false,
    };

    // Null compares with nothing, so that a device without a value never fits <, = or >.
    private int? Compare(object? value, string wanted) => value switch
    {
        null => null,
        bool flag => bool.TryParse(wanted, out var other) ? flag.CompareTo(other) : null,
        string text when Type == "date" => string.CompareOrdinal(text, 0, wanted, 0, Math.Max(1, Math.Min(text.Length, wanted.Length))),
        string text => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase) ? 0 : string.CompareOrdinal(text, wanted),
        IConvertible number => double.TryParse(wanted, CultureInfo.InvariantCulture, out var other)
            ? number.ToDouble(CultureInfo.InvariantCulture).CompareTo(other)
            : null,
        _ => null,
    };

    private static IReadOnlyList<string> TextsOf(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(entry => entry.ToString())],
        { } one => [one.ToString()],
    };
}
