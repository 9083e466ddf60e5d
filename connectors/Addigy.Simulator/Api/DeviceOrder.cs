using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>The order of a device list.</summary>
internal static class DeviceOrder
{
    /// <summary>
    /// Sorts by a fact: devices without a value first, equal ones by agent id. Without a field to sort by they stay in the
    /// order in which they enrolled.
    /// </summary>
    public static IEnumerable<FleetDevice> Sort(IEnumerable<FleetDevice> devices, FleetSnapshot fleet, DeviceSearchRequest request)
    {
        if (request.SortField is not { } field)
            return request.IsDescending ? devices.Reverse() : devices;

        var sorted = devices
            .Select(device => (Device: device, Key: KeyOf(fleet.Read(device, field)?.Value)))
            .OrderBy(entry => entry.Key.Number)
            .ThenBy(entry => entry.Key.Text, StringComparer.Ordinal)
            .ThenBy(entry => entry.Device.AgentId, StringComparer.Ordinal)
            .Select(entry => entry.Device);
        return request.IsDescending ? sorted.Reverse() : sorted;
    }

    private static (double Number, string Text) KeyOf(object? value) => value switch
    {
        null => (double.NegativeInfinity, ""),
        string text => (0, text),
        bool flag => (flag ? 1 : 0, ""),
        IEnumerable<string> texts => (0, string.Join('|', texts)),
        IConvertible number => (number.ToDouble(CultureInfo.InvariantCulture), ""),
        _ => (0, value.ToString() ?? ""),
    };
}
