using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>A fleet goes from the vendor into the inventory, over the API alone, and comes out as it is at the vendor.</summary>
public sealed class FirstLightTests
{
    private static readonly SimulatorOptions FullSize = new() { Seed = 21, Companies = 100, Devices = 2_000 };

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Every_device_of_a_mapped_policy_arrives_with_every_fact_and_nothing_else(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(FullSize);
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        var account = simulator.Accounts[0];
        var fleet = account.Fleet.Current;
        var policies = fleet.Policies.Select(p => p.PolicyId).ToHashSet();
        var expected = fleet.Devices.Where(d => d.PolicyId is not null && policies.Contains(d.PolicyId)).ToDictionary(d => d.AgentId);

        await flow.ConnectAsync(account.Token);
        Assert.Equal(fleet.Policies.Count, (await api.ListAsync($"{flow.Path}/containers")).Count);
        Assert.Empty(await api.ListAsync($"{flow.Path}/staged-devices"));

        await flow.AddCompaniesAsync(account.Fleet.Companies);
        await flow.MapAllAsync();
        var run = await flow.SyncAsync();
        AssertBalanced(run.Body, fleet.Devices.Count);
        Assert.Equal("complete", run["completeness"].GetString());

        var staged = await api.ListAsync($"{flow.Path}/staged-devices");
        Assert.Equal(expected.Keys.Order(), staged.Select(s => s.GetProperty("externalId").GetString()!).Order());

        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        var import = await flow.ImportAsync(new { all = true });
        Assert.True(import["imported"].GetInt32() == expected.Count && import["failed"].GetInt32() == 0, import.Text);

        var companyOf = (await api.ListAsync($"{flow.Path}/containers"))
            .ToDictionary(c => c.GetProperty("externalId").GetString()!, c => c.GetProperty("company").GetProperty("id").GetString());
        List<string> differences = [];
        foreach (var row in await api.ListAsync("devices"))
        {
            var detail = (await api.GetAsync($"devices/{row.GetProperty("id").GetString()}")).Expect(HttpStatusCode.OK).Body;
            var device = expected[detail.GetProperty("links")[0].GetProperty("externalId").GetString()!];
            expected.Remove(device.AgentId);
            differences.AddRange(ExpectedFacts.Differences(detail, device, fleet));
            if (detail.GetProperty("company").GetProperty("id").GetString() != companyOf[device.PolicyId!])
                differences.Add($"{device.AgentId} is in the wrong company.");
        }

        Assert.Empty(expected);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        Assert.Empty(simulator.Requests.WriteAttempts);
        Assert.InRange(simulator.Requests.MostInTenSeconds, 1, 200);
        Assert.Subset(
            new HashSet<string> { "configuration/whoami", "configuration/permissions", "oa/policies/query", "devices" },
            simulator.Requests.All.Select(r => r.Path).ToHashSet());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_second_sync_and_a_second_import_change_nothing(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 4, Companies = 10, Devices = 150 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        await flow.ImportAsync(new { all = true }, "once");
        var before = (await api.ListAsync("devices")).Count;

        var run = await flow.SyncAsync();
        var again = await flow.ImportAsync(new { all = true });
        var sameKey = await flow.ImportAsync(new { all = true }, "once");

        AssertBalanced(run.Body, 150);
        Assert.Equal(0, run["counters"].GetProperty("created").GetInt32() + run["counters"].GetProperty("updated").GetInt32());
        Assert.Equal(0, again["imported"].GetInt32() + again["updated"].GetInt32());
        Assert.Equal(before, sameKey["imported"].GetInt32());
        Assert.Equal(before, (await api.ListAsync("devices")).Count);
    }

    private static void AssertBalanced(JsonElement run, int received)
    {
        var counters = run.GetProperty("counters").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32());
        Assert.Equal(received, counters["received"]);
        Assert.Equal(received, counters.Where(c => c.Key != "received").Sum(c => c.Value));
    }
}
