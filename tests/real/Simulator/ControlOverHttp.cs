using System.Net;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>The endpoints below /_simulator.</summary>
public sealed class ControlOverHttp : IAsyncLifetime
{
    private SimulatorCalls _calls = null!;

    public async ValueTask InitializeAsync()
    {
        _calls = await SimulatorCalls.StartAsync(new SimulatorOptions { Companies = 4, Devices = 30 });
        _calls.Http.DefaultRequestHeaders.Remove("x-api-key");
    }

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task The_truth_holds_every_device_with_all_facts()
    {
        var truth = await GetAsync("/_simulator/accounts/0/truth");

        Assert.Equal(30, truth["devices"]!.AsArray().Count);
        Assert.Equal(_calls.Simulator.Accounts[0].Fleet.Policies.Count, truth["policies"]!.AsArray().Count);
        Assert.All(truth["devices"]!.AsArray(), device => Assert.True(device!["facts"]!.AsObject().Count > 130));
    }

    [Fact]
    public async Task The_truth_can_be_cut_down_to_some_facts()
    {
        var truth = await GetAsync("/_simulator/accounts/0/truth?facts=device_name,policy_id");

        Assert.All(truth["devices"]!.AsArray(), device =>
            Assert.Equal(["device_name", "policy_id"], device!["facts"]!.AsObject().Select(fact => fact.Key)));
    }

    [Fact]
    public async Task Faults_are_set_and_cleared()
    {
        await PostAsync("/_simulator/faults", """{"kind":"Status","status":503,"body":"Html","pathContains":"devices","times":2}""");
        var (faulty, _) = await _calls.SendAsync(HttpMethod.Post, "devices", "{}");
        await _calls.SendAsync(HttpMethod.Delete, "/_simulator/faults");
        var (cleared, _) = await _calls.SendAsync(HttpMethod.Post, "devices", "{}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, faulty);
        Assert.Equal(HttpStatusCode.Unauthorized, cleared);
    }

    [Theory]
    [InlineData("""{"kind":"NoSuchKind"}""")]
    [InlineData("""{"kind":"Status","statuss":500}""")]
    public async Task A_misspelt_fault_is_refused(string fault)
    {
        var (status, _) = await _calls.SendAsync(HttpMethod.Post, "/_simulator/faults", fault);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Empty(_calls.Simulator.Faults.All);
    }

    [Fact]
    public async Task Requests_are_told_and_control_is_not_among_them()
    {
        await _calls.SendAsync(HttpMethod.Put, "o/any/policies", "{}");

        var requests = await GetAsync("/_simulator/requests");

        Assert.Equal(1, requests["count"]!.GetValue<int>());
        Assert.Equal(1, requests["writeAttempts"]!.GetValue<int>());
        Assert.Equal(1, requests["mostInTenSeconds"]!.GetValue<int>());
        Assert.Equal("o/any/policies", requests["requests"]![0]!["path"]!.GetValue<string>());
        Assert.Equal(401, requests["requests"]![0]!["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_fleet_lives()
    {
        var fleet = _calls.Simulator.Accounts[0].Fleet;
        const string path = "/_simulator/accounts/0/fleet";

        var policy = await PostAsync($"{path}/policies/add", """{"name":"Made here"}""");
        var policyId = policy!["policyId"]!.GetValue<string>();
        var added = await PostAsync($"{path}/devices/add", $$"""{"count":2,"policyId":"{{policyId}}","family":"IPad"}""");
        var first = added![0]!["agentId"]!.GetValue<string>();
        await PostAsync($"{path}/devices/{first}/rename", """{"name":"Cart 1"}""");
        await PostAsync($"{path}/devices/{first}/facts/is_supervised", """{"value":true}""");
        var again = (await PostAsync($"{path}/devices/{first}/reenrol"))!["agentId"]!.GetValue<string>();
        await PostAsync($"{path}/devices/{added[1]!["agentId"]}/move", """{"policyId":null}""");
        await PostAsync($"{path}/policies/{policyId}/delete");

        Assert.Equal("Cart 1", fleet.Current.Find(again)!.Name);
        Assert.Equal(true, fleet.Current.Read(fleet.Current.Find(again)!, "is_supervised")!.Value);
        Assert.Null(fleet.Current.Find(added[1]!["agentId"]!.GetValue<string>())!.PolicyId);
        Assert.DoesNotContain(fleet.Policies, known => known.PolicyId == policyId);
    }

    [Fact]
    public async Task A_token_can_be_revoked()
    {
        await PostAsync("/_simulator/accounts/0/access", """{"isRevoked":true}""");

        Assert.True(_calls.Simulator.Accounts[0].Access.IsRevoked);
        Assert.Contains("View Devices", _calls.Simulator.Accounts[0].Access.Permissions);
    }

    [Theory]
    [InlineData("/_simulator/accounts/0/fleet/devices/nobody/remove")]
    [InlineData("/_simulator/accounts/7/fleet/policies/any/delete")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _calls.SendAsync(HttpMethod.Post, path)).Status);

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse((await _calls.SendAsync(HttpMethod.Get, path)).Text)!;

    private async Task<JsonNode?> PostAsync(string path, string? json = null)
    {
        var (status, text) = await _calls.SendAsync(HttpMethod.Post, path, json);
        Assert.Equal(HttpStatusCode.OK, status);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
