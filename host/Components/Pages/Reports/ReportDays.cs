using System.Globalization;
using MSPortal.Connectors.Core.Inventory;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>After how many days without a report a device counts as stale, as pages let choose it.</summary>
internal static class ReportDays
{
    /// <summary>The usual, in words.</summary>
    public static string Usual { get; } = $"{StaleAfter.UsualDays} days";

    /// <summary>What can be chosen besides the usual.</summary>
    public static (string Value, string Text)[] Options { get; } =
        [.. new[] { 7, 14, 60, 90, 180 }.Select(days => (days.ToString(CultureInfo.InvariantCulture), $"{days} days"))];

    /// <summary>The days in an address; the usual ones when there are none that can be used.</summary>
    public static StaleAfter In(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && StaleAfter.From(days) is { IsOk: true } given ? given.Value : default;
}
