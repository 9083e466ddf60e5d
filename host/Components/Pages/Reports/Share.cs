using System.Globalization;
using MSPortal.Connectors.Core.Reports;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>How many pass, as a percentage. Neither all nor nothing is said of what is not quite that.</summary>
internal static class Share
{
    /// <summary>Of the devices with a known value; null when there is none.</summary>
    public static string? Known(CheckCounts counts) => counts.Pass + counts.Fail == 0 ? null : Of(counts.Pass, counts.Pass + counts.Fail);

    /// <summary>Of all devices that have what is checked.</summary>
    public static string All(CheckCounts counts) => Of(counts.Pass, counts.Total - counts.NotApplicable);

    /// <summary>A part of a whole.</summary>
    public static string Of(int part, int whole)
    {
        var percent = whole == 0 ? 0 : Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero);
        return percent == 0 && part > 0 ? "< 1 %"
            : $"{(percent == 100 && part < whole ? 99 : percent).ToString("0", CultureInfo.InvariantCulture)} %";
    }
}
