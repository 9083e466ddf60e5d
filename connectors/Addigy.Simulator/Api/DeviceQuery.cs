using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>Which devices a search wants: by policy, by a loose text, by filters; all must fit.</summary>
/// <param name="Text">The query as it was sent.</param>
/// <param name="PolicyId">Policy that must be among the device's; null for any.</param>
/// <param name="SearchAny">Text that must be part of one of the usual facts; null for any.</param>
/// <param name="Filters">Conditions on facts.</param>
internal sealed record DeviceQuery(string Text, string? PolicyId, string? SearchAny, IReadOnlyList<DeviceFilter> Filters)
{
    // A full search over all facts would take seconds; these are what people look for.
    private static readonly string[] Searched =
    [
        "agentid", "device_name", "serial_number", "policy_ids", "device_model_name", "hardware_model", "udid", "current_user",
        "identity_email", "local_ip", "client_ip", "wifi_mac_address",
    ];

    public static DeviceQuery Everything { get; } = new("", null, null, []);

    /// <summary>Why the query is refused; null when it is fine.</summary>
    public string? Problem => Filters.Select(filter => filter.Problem).FirstOrDefault(problem => problem is not null);

    public static DeviceQuery Read(JsonElement? query)
    {
        if (query is not { } given)
            return Everything;

        var filters = DeviceSearchRequest.Part(given, "filters") is { } list
            ? list.EnumerateArray().Select(DeviceFilter.Read).ToList()
            : [];
        var policyId = DeviceSearchRequest.Part(given, "policy_id")?.GetString();
        var search = DeviceSearchRequest.Part(given, "search_any")?.GetString();
        return string.IsNullOrEmpty(policyId) && string.IsNullOrEmpty(search) && filters.Count == 0
            ? Everything
            : new DeviceQuery(given.GetRawText(), policyId, search, filters);
    }

    public IEnumerable<FleetDevice> Select(FleetSnapshot fleet) => this == Everything
        ? fleet.Devices
        : fleet.Devices.Where(device => Fits(device, fleet));

    private bool Fits(FleetDevice device, FleetSnapshot fleet) =>
        (string.IsNullOrEmpty(PolicyId) || Texts(device, fleet, "policy_ids").Contains(PolicyId))
        && (string.IsNullOrEmpty(SearchAny) || Searched.Any(fact => Texts(device, fleet, fact)
            .Any(text => text.Contains(SearchAny, StringComparison.OrdinalIgnoreCase))))
        && Filters.All(filter => filter.Fits(fleet.Read(device, filter.Field)?.Value));

    private static IEnumerable<string> Texts(FleetDevice device, FleetSnapshot fleet, string fact) =>
        fleet.Read(device, fact)?.Value switch
        {
            string text => [text],
            IEnumerable<string> texts => texts,
            _ => [],
        };
}
