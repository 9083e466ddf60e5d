using System.Net;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Api;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>Policies, the list of facts, child organizations, assignments.</summary>
public sealed class OtherAnswers : IAsyncLifetime
{
    private SimulatorCalls _calls = null!;

    private Account Account => _calls.Simulator.Accounts[0];

    public async ValueTask InitializeAsync() =>
        _calls = await SimulatorCalls.StartAsync(new SimulatorOptions { Companies = 10, Devices = 120 });

    public async ValueTask DisposeAsync() => await _calls.DisposeAsync();

    [Fact]
    public async Task All_policies_come_as_a_bare_list()
    {
        var policies = (await _calls.PostAsync("oa/policies/query", "{}")).AsArray();

        Assert.Equal(Account.Fleet.Policies.Select(policy => policy.PolicyId), policies.Select(policy => policy!["policyId"]!.GetValue<string>()));
        Assert.All(policies, policy => Assert.Equal(Account.OrganizationId, policy!["orgid"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Policies_can_be_asked_for_by_id()
    {
        var wanted = Account.Fleet.Policies[1];

        var policies = (await _calls.PostAsync("oa/policies/query", $$"""{"policies":["{{wanted.PolicyId}}","unknown"]}""")).AsArray();

        Assert.Equal(wanted.Name, Assert.Single(policies)!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Policies_hold_a_secret_with_a_canary()
    {
        var policies = (await _calls.PostAsync("oa/policies/query", "{}")).AsArray();

        Assert.All(policies, policy =>
        {
            var service = Assert.Single(policy!["addigy_sync"]!["services"]!.AsObject()).Value!;
            Assert.StartsWith(PolicyJson.Canary, service["api_key"]!.GetValue<string>(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Facts_are_listed_with_their_types()
    {
        var (status, text) = await _calls.SendAsync(HttpMethod.Get, $"o/{Account.OrganizationId}/facts");
        var facts = JsonNode.Parse(text)!.AsArray().ToDictionary(fact => fact!["identifier"]!.GetValue<string>(), fact => fact!["return_type"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(facts.Count > 150);
        Assert.Equal("date", facts["last_online"]);
        Assert.Equal("list", facts["policy_ids"]);
        Assert.Equal("number", facts["battery_temperaturecelsius"]);
    }

    [Fact]
    public async Task No_child_organizations_are_no_content()
    {
        var (status, text) = await _calls.SendAsync(HttpMethod.Get, $"o/{Account.OrganizationId}/children/query");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Empty(text);
    }

    [Fact]
    public async Task Child_organizations_are_paged()
    {
        Account.Children = [new("b", "Beta", 2), new("a", "Alpha", 1), new("c", "Gamma", 3)];

        var (_, text) = await _calls.SendAsync(HttpMethod.Get, $"o/{Account.OrganizationId}/children/query?page=2&per_page=2");
        var answer = JsonNode.Parse(text)!;

        Assert.Equal("Gamma", Assert.Single(answer["items"]!.AsArray())!["company_name"]!.GetValue<string>());
        Assert.Equal(2, answer["metadata"]!["page_count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Assignments_equal_the_list_fact()
    {
        var device = Account.Fleet.Devices.First(device => device.FlexPolicyIds.Length > 0 && device.PolicyId is not null);

        var (_, text) = await _calls.SendAsync(HttpMethod.Get, $"o/{Account.OrganizationId}/devices/{device.AgentId}/policy-assignments");
        var ids = JsonNode.Parse(text)!.AsArray().Select(id => id!.GetValue<string>()).ToList();

        Assert.Contains(device.PolicyId!, ids);
        Assert.Contains(device.FlexPolicyIds[0], ids);
    }
}
