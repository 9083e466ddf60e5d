using Cronos;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Puts cron expressions into words. They are in UTC.</summary>
public static class CronWords
{
    /// <summary>"Every 4 hours", "Daily at 02:00 UTC"; the expression itself when there are no simpler words.</summary>
    public static string Describe(string expression)
    {
        if (!CronExpression.TryParse(expression, out _))
            return "Not a cron expression yet";

        return expression.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["*", "*", "*", "*", "*"] => "Every minute",
            [['*', '/', .. var minutes], "*", "*", "*", "*"] => $"Every {minutes} minutes",
            [var minute, "*", "*", "*", "*"] when IsNumber(minute) => minute == "0" ? "Every hour" : $"Every hour at minute {minute}",
            [var minute, ['*', '/', .. var hours], "*", "*", "*"] when IsNumber(minute) =>
                $"Every {hours} hours" + (minute == "0" ? "" : $" at minute {minute}"),
            [var minute, var hour, "*", "*", "*"] when IsNumber(minute) && IsNumber(hour) => $"Daily at {Clock(hour, minute)}",
            [var minute, var hour, "*", "*", "1-5"] when IsNumber(minute) && IsNumber(hour) => $"Monday to Friday at {Clock(hour, minute)}",
            _ => $"By the expression {expression} (UTC)",
        };
    }

    /// <summary>The first time after now; null when there is none.</summary>
    public static DateTimeOffset? Next(string expression, DateTimeOffset now) =>
        CronExpression.TryParse(expression, out var cron) && cron.GetNextOccurrence(now.UtcDateTime) is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static string Clock(string hour, string minute) => $"{hour.PadLeft(2, '0')}:{minute.PadLeft(2, '0')} UTC";
}
