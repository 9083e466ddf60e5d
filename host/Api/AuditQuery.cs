using System.Globalization;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Query parameters that choose audit entries.</summary>
/// <param name="Who">Part of a name.</param>
/// <param name="Action">A whole action such as container.mapped, or its beginning up to the point.</param>
/// <param name="Subject">Id of the subject, or part of its name.</param>
/// <param name="From">Not before this instant or day (UTC).</param>
/// <param name="To">Before this instant, or up to the end of this day (UTC).</param>
/// <param name="Result">done, refused or unknown.</param>
/// <param name="Channel">ui, api, sync or cli.</param>
/// <param name="Text">Text anywhere in the entry; search means the same.</param>
internal sealed record AuditQuery(string? Who, string? Action, string? Subject, string? From, string? To, string? Result, string? Channel, string? Text)
{
    private const string DayForm = "yyyy-MM-dd";

    public Result<AuditFilter> ToFilter(string? search)
    {
        if (!TryInstant(From, false, out var from))
            return Wrong("from", From, "an instant or a day, such as 2026-11-29 or 2026-11-29T08:00:00Z");
        if (!TryInstant(To, true, out var to))
            return Wrong("to", To, "an instant or a day, such as 2026-11-29 or 2026-11-29T08:00:00Z");
        if (!ApiNames.TryRead<AuditResult>("result", Result, out var result, out var invalid) || !ApiNames.TryRead<Channel>("channel", Channel, out var channel, out invalid))
            return invalid;

        return new AuditFilter
        {
            Who = Who, Action = Action, Subject = Subject, From = from, To = to, Result = result, Channel = channel,
            Text = string.IsNullOrWhiteSpace(Text) ? search : Text,
        };
    }

    private static InvalidValue Wrong(string field, string? value, string allowed) => new(field, $"\"{value}\" is not {allowed}.");

    private static bool TryInstant(string? text, bool isEnd, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;

        if (DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            instant = new DateTimeOffset(day.AddDays(isEnd ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
            return false;

        instant = parsed;
        return true;
    }
}
