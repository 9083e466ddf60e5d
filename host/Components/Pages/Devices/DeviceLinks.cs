using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MSPortal.Connectors.Core.Inventory;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Addresses of the Device Inventory that list exactly the devices that a report counted.</summary>
internal static class DeviceLinks
{
    /// <summary>Devices in a state of a check.</summary>
    public static string Check(string key, CheckState state, int days, Guid? company = null) =>
        Of(company, ("check", CheckValue(key, state)), ("days", Number(days)));

    /// <summary>Devices with a version of an operating system; null for those that do not tell.</summary>
    public static string Version(string? name, string? version, Guid? company = null) =>
        Of(company, ("os", name ?? DeviceFilter.Unknown), ("version", version ?? DeviceFilter.Unknown));

    /// <summary>Devices that still report, or do not.</summary>
    public static string Seen(SeenState state, int days, Guid? company = null) =>
        Of(company, ("seen", state.ToString()), ("days", Number(days)), ("sort", "lastSeenAt"));

    /// <summary>Devices of a type; null for all.</summary>
    public static string Type(Guid? type, Guid? company = null) => Of(company, ("type", type?.ToString()));

    /// <summary>A check and its state as one value of a filter.</summary>
    public static string CheckValue(string key, CheckState state) => $"{key}.{state.ToString().ToLowerInvariant()}";

    /// <summary>A state in words.</summary>
    public static string Text(CheckState state) => state is CheckState.NotApplicable ? "not applicable" : state.ToString().ToLowerInvariant();

    /// <summary>What <see cref="CheckValue"/> made; nulls for anything else.</summary>
    public static (SecurityCheck? Check, CheckState? State) CheckIn(string? value) =>
        value?.Split('.') is [var key, var state] && SecurityCheck.Find(key) is { } check && Enum.TryParse<CheckState>(state, ignoreCase: true, out var parsed)
            ? (check, parsed)
            : (null, null);

    private static string Of(Guid? company, params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        Dictionary<string, string?> query = [];
        if (company is { } id)
            query.Add("company", id.ToString());
        foreach (var (name, value) in filters)
        {
            if (value is not null)
                query.Add(name, value);
        }

        return QueryHelpers.AddQueryString("/devices", query);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
