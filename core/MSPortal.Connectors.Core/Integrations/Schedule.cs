using Cronos;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Integrations;

/// <summary>When syncs are due. All times are UTC.</summary>
internal static class Schedule
{
    /// <summary>Longest cron expression.</summary>
    public const int MaxLength = 100;

    /// <summary>Why a cron expression can't be used; null when it can.</summary>
    public static InvalidValue? Refuses(string field, string expression)
    {
        if (expression.Length > MaxLength)
            return new InvalidValue(field, $"The cron expression is longer than {MaxLength} characters.", "Use ranges and steps, for example 0 */4 * * *.");
        if (!CronExpression.TryParse(expression, out var cron))
            return new InvalidValue(field, $"\"{expression}\" is no cron expression.", "Use five fields: minute, hour, day of month, month, day of week. For example 0 */4 * * *.");

        return cron.GetNextOccurrence(DateTime.UnixEpoch) is null
            ? new InvalidValue(field, $"\"{expression}\" never comes.", "Choose a day that exists.")
            : null;
    }

    /// <summary>The first time after now.</summary>
    public static DateTimeOffset? Next(string expression, DateTimeOffset now) =>
        CronExpression.Parse(expression).GetNextOccurrence(now.UtcDateTime) is { } next ? new DateTimeOffset(next, TimeSpan.Zero) : null;

    /// <summary>Plans the integration's next syncs.</summary>
    public static void Plan(Integration integration, DateTimeOffset now)
    {
        integration.NextContainersAt = integration.IsPaused ? null : Next(integration.ContainersCron, now);
        integration.NextDevicesAt = integration.IsPaused ? null : Next(integration.DevicesCron, now);
    }
}
