using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>What can happen to a fleet, seen through the API.</summary>
public sealed class FleetLife : IAsyncLifetime
{
    private static readonly SimulatorOptions Tidy = new() { Companies = 5, Devices = 40, HasOddities = false };
    private SimulatorCalls _calls = null!;

    private Fleet Fleet => _calls.Simulator.Accounts[0].Fleet;

    public async ValueTask InitializeAsync() => _calls = await SimulatorCalls.StartAsync(Tidy);

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task Added_and_removed_devices_appear_and_disappear()
    {
        var before = await _calls.PageAsync(1);

        var added = Fleet.AddDevices(2, Fleet.Policies[0].PolicyId, DeviceFamily.IPad);
        Fleet.RemoveDevice(before[0]);
        var after = await _calls.PageAsync(1);

        Assert.Equal(added.Select(device => device.AgentId).Order(), after.Except(before).Order());
        Assert.Equal([before[0]], before.Except(after));
    }

    [Fact]
    public async Task A_renamed_device_has_the_new_name()
    {
        var device = Fleet.RenameDevice(Fleet.Devices[0].AgentId, "Ünïcode’s Mac");

        Assert.Equal("Ünïcode’s Mac", (await FactAsync(device.AgentId, "device_name"))!.GetValue<string>());
    }

    [Fact]
    public async Task A_moved_device_has_the_new_policy_in_both_facts()
    {
        var policy = Fleet.AddPolicy("New home", Fleet.Policies[0].PolicyId);
        var device = Fleet.MoveDevice(Fleet.Devices[0].AgentId, policy.PolicyId);

        Assert.Equal(policy.PolicyId, (await FactAsync(device.AgentId, "policy_id"))!.GetValue<string>());
        var all = (await FactAsync(device.AgentId, "policy_ids"))!.AsArray().Select(id => id!.GetValue<string>()).ToList();
        Assert.Equal([policy.PolicyId, Fleet.Policies[0].PolicyId], all.Take(2));
    }

    [Fact]
    public async Task A_device_that_enrols_anew_keeps_hardware_and_serial_number()
    {
        var old = Fleet.Devices[3];
        var mac = await FactAsync(old.AgentId, "wifi_mac_address");

        var renewed = Fleet.ReenrolDevice(old.AgentId);

        Assert.NotEqual(old.AgentId, renewed.AgentId);
        Assert.Equal(old.SerialNumber, (await FactAsync(renewed.AgentId, "serial_number"))!.GetValue<string>());
        Assert.Equal(mac?.ToJsonString(), (await FactAsync(renewed.AgentId, "wifi_mac_address"))?.ToJsonString());
        Assert.DoesNotContain(old.AgentId, await _calls.PageAsync(1));
    }

    [Fact]
    public async Task A_fact_can_change_fail_and_vanish()
    {
        var id = Fleet.Devices[0].AgentId;

        Fleet.ChangeFact(id, "total_memory_gb", 96);
        Fleet.ChangeFact(id, "uptime_days", null, "broken");
        Fleet.DropFact(id, "timezone");
        var facts = await FactsAsync(id, "total_memory_gb", "uptime_days", "timezone");

        Assert.Equal(96, facts["total_memory_gb"]!["value"]!.GetValue<int>());
        Assert.Null(facts["uptime_days"]!["value"]);
        Assert.Equal("broken", facts["uptime_days"]!["error_msg"]!.GetValue<string>());
        Assert.False(facts.ContainsKey("timezone"));
    }

    [Fact]
    public async Task Policies_can_be_renamed_moved_deleted_and_restored()
    {
        var parent = Fleet.Policies[0].PolicyId;
        var policy = Fleet.AddPolicy("Fresh");
        Fleet.RenamePolicy(policy.PolicyId, "Renamed");
        Fleet.ReparentPolicy(policy.PolicyId, parent);
        var changed = await PolicyAsync(policy.PolicyId);
        Fleet.DeletePolicy(policy.PolicyId);
        var deleted = await PolicyAsync(policy.PolicyId);
        Fleet.RestorePolicy(policy.PolicyId);
        var restored = await PolicyAsync(policy.PolicyId);

        Assert.Equal("Renamed", changed!["name"]!.GetValue<string>());
        Assert.Equal(parent, changed["parent"]!.GetValue<string>());
        Assert.Null(deleted);
        Assert.Equal("Renamed", restored!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Devices_of_a_deleted_policy_keep_its_id()
    {
        var device = Fleet.Devices[0];

        Fleet.DeletePolicy(device.PolicyId!);

        Assert.Equal(device.PolicyId, (await FactAsync(device.AgentId, "policy_id"))!.GetValue<string>());
    }

    [Fact]
    public void Unknown_devices_and_policies_are_told()
    {
        Assert.Throws<KeyNotFoundException>(() => Fleet.RenameDevice("nobody", "x"));
        Assert.Throws<KeyNotFoundException>(() => Fleet.RemoveDevice("nobody"));
        Assert.Throws<KeyNotFoundException>(() => Fleet.RestorePolicy(Fleet.Policies[0].PolicyId));
    }

    private async Task<JsonObject> FactsAsync(string agentId, params string[] facts)
    {
        var wanted = string.Join(',', facts.Select(fact => $"\"{fact}\""));
        var answer = await _calls.PostAsync("devices", $$"""{"per_page":100,"desired_fact_identifiers":[{{wanted}}]}""");
        return answer["items"]!.AsArray().Single(item => item!["agentid"]!.GetValue<string>() == agentId)!["facts"]!.AsObject();
    }

    private async Task<JsonNode?> FactAsync(string agentId, string fact) => (await FactsAsync(agentId, fact))[fact]!["value"];

    private async Task<JsonNode?> PolicyAsync(string policyId) =>
        (await _calls.PostAsync("oa/policies/query", "{}")).AsArray().SingleOrDefault(policy => policy!["policyId"]!.GetValue<string>() == policyId);
}
