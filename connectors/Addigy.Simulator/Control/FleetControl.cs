using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Control;

/// <summary>Lets things happen to a fleet.</summary>
internal static class FleetControl
{
    public static void MapFleetControl(this IEndpointRouteBuilder control, IReadOnlyList<Account> accounts)
    {
        var fleet = control.MapGroup("/accounts/{index:int}/fleet");

        fleet.MapPost("/devices/add", (int index, DevicesToAdd added) =>
            accounts[index].Fleet.AddDevices(added.Count ?? 1, added.PolicyId, added.Family).Select(Describe));
        fleet.MapPost("/devices/{agentId}/remove", (int index, string agentId) =>
            Describe(accounts[index].Fleet.RemoveDevice(agentId)));
        fleet.MapPost("/devices/{agentId}/rename", (int index, string agentId, NewName given) =>
            Describe(accounts[index].Fleet.RenameDevice(agentId, given.Name)));
        fleet.MapPost("/devices/{agentId}/move", (int index, string agentId, NewPolicy given) =>
            Describe(accounts[index].Fleet.MoveDevice(agentId, given.PolicyId)));
        fleet.MapPost("/devices/{agentId}/reenrol", (int index, string agentId) =>
            Describe(accounts[index].Fleet.ReenrolDevice(agentId)));
        fleet.MapPost("/devices/{agentId}/facts/{identifier}", (int index, string agentId, string identifier, NewFact given) =>
            Describe(accounts[index].Fleet.ChangeFact(agentId, identifier, given.Plain(), given.ErrorMessage ?? "")));
        fleet.MapPost("/devices/{agentId}/facts/{identifier}/drop", (int index, string agentId, string identifier) =>
            Describe(accounts[index].Fleet.DropFact(agentId, identifier)));

        fleet.MapPost("/policies/add", (int index, PolicyToAdd added) =>
            accounts[index].Fleet.AddPolicy(added.Name, added.ParentId, added.IsFlex ?? false));
        fleet.MapPost("/policies/{policyId}/rename", (int index, string policyId, NewName given) =>
            accounts[index].Fleet.RenamePolicy(policyId, given.Name));
        fleet.MapPost("/policies/{policyId}/reparent", (int index, string policyId, NewParent given) =>
            accounts[index].Fleet.ReparentPolicy(policyId, given.ParentId));
        fleet.MapPost("/policies/{policyId}/delete", (int index, string policyId) =>
            accounts[index].Fleet.DeletePolicy(policyId));
        fleet.MapPost("/policies/{policyId}/restore", (int index, string policyId) =>
            accounts[index].Fleet.RestorePolicy(policyId));
    }

    private static object Describe(FleetDevice device) => new
    {
        device.AgentId,
        device.Name,
        device.SerialNumber,
        device.PolicyId,
    };

    private sealed record DevicesToAdd(int? Count, string? PolicyId, DeviceFamily? Family);

    private sealed record NewName(string Name);

    private sealed record NewPolicy(string? PolicyId);

    private sealed record NewParent(string? ParentId);

    private sealed record PolicyToAdd(string Name, string? ParentId, bool? IsFlex);

    private sealed record NewFact(JsonElement? Value, string? ErrorMessage)
    {
        public object? Plain() => Value switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
            { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(entry => entry.ValueKind is JsonValueKind.String) =>
                list.EnumerateArray().Select(entry => entry.GetString()!).ToArray(),
            { } other => other,
        };
    }
}
