using System.Text.RegularExpressions;
using Cronos;
using MSPortal.Connectors.Sdk.Connect;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>What a manifest must fulfil. Connectors may be compiled without null checks, so nothing is taken for granted.</summary>
internal static partial class ManifestRules
{
    /// <summary>The first rule that is broken, as a sentence; null when all is well.</summary>
    public static string? Problem(ConnectorManifest manifest) =>
        Names(manifest)
        ?? Address(manifest.BaseAddress)
        ?? Calls(manifest.ReadCalls)
        ?? Container(manifest.Container)
        ?? Limit(manifest.RequestLimit)
        ?? Schedule(manifest.Schedule);

    /// <summary>Lower case letters, digits and underscores, 1 to 40.</summary>
    public static bool IsKey(string? key) => key is not null && Key().IsMatch(key);

    private static string? Names(ConnectorManifest manifest)
    {
        if (!IsKey(manifest.Id))
            return $"The manifest's id '{manifest.Id}' must be 1 to 40 lower case letters, digits and underscores.";

        return string.IsNullOrWhiteSpace(manifest.Name) || string.IsNullOrWhiteSpace(manifest.Vendor)
            ? "The manifest must name the product and its vendor."
            : null;
    }

    private static string? Address(Uri? address) => BaseAddressProblem(address) is { } problem
        ? $"The manifest's base address {problem}."
        : null;

    /// <summary>What is wrong with an address that paths are relative to; null when nothing is.</summary>
    public static string? BaseAddressProblem(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true } || address.Scheme is not ("http" or "https"))
            return "must be an absolute http or https address";
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return "must not hold a user, a query or a fragment";

        return address.AbsolutePath.EndsWith('/') ? null : "must end with a slash";
    }

    private static string? Calls(IReadOnlyList<ReadCall>? calls)
    {
        if (calls is not { Count: > 0 })
            return "The manifest declares no read call.";

        foreach (var call in calls)
        {
            if (call?.Method is not { Length: > 0 } method || !method.All(char.IsAsciiLetterUpper))
                return $"The read call '{call?.Path}' must name its HTTP method in upper case.";
            if (call.Path is not { } path || path.StartsWith('/') || path.AsSpan().ContainsAny('?', '#', '\\') || path.Contains(' '))
                return $"The path of the read call '{method} {call.Path}' must be relative, without a leading slash, query or blanks.";
        }

        return null;
    }

    private static string? Container(ContainerType? container) =>
        container is null
        || (IsKey(container.Key) && !string.IsNullOrWhiteSpace(container.Singular) && !string.IsNullOrWhiteSpace(container.Plural))
            ? null
            : "The manifest's container type must have a key in lower snake case and words for one and many.";

    private static string? Limit(RequestLimit? limit) =>
        limit is null || (limit.Requests > 0 && limit.Window > TimeSpan.Zero && limit.BlockedFor is not { Ticks: < 0 })
            ? null
            : "The manifest's request limit must allow more than zero requests in a time longer than zero.";

    private static string? Schedule(SyncSchedule? schedule) =>
        schedule is null ? "The manifest has no schedule." : Cron(schedule.ContainersCron) ?? Cron(schedule.DevicesCron);

    private static string? Cron(string? expression) =>
        expression is not null && CronExpression.TryParse(expression, CronFormat.Standard, out _)
            ? null
            : $"The manifest's schedule '{expression}' is not a cron expression with five fields.";

    [GeneratedRegex(@"^[a-z0-9_]{1,40}\z")]
    private static partial Regex Key();
}
