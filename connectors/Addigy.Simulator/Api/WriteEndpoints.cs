namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>What would change something at the vendor. The simulator refuses it and counts it.</summary>
internal static class WriteEndpoints
{
    /// <summary>Whether a request is one that writes.</summary>
    public static bool Includes(string method, IReadOnlyList<string> segments) => method switch
    {
        "PUT" or "PATCH" or "DELETE" => true,
        "POST" => segments is
            ["o", _, "policies"] or ["o", _, "policies", "parent"] or ["o", _, "policies", "rule"]
            or ["o", _, "devices", "assign"] or ["o", _, "devices", "unassign"]
            or ["o", _, "monitoring", "alerts", "mute" or "acknowledge" or "resolve"]
            or ["o", _, "webhooks"],
        _ => false,
    };
}
