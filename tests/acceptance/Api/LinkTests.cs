using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>One device that two accounts report, over the API: joined, told apart, split, joined by hand, and enrolled anew.</summary>
public sealed class LinkTests
{
    private const string Serial = "C02LINKED01";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_device_of_two_accounts_is_one_until_a_person_splits_it(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 9, Companies = 4, Devices = 40, Accounts = 2, HasOddities = false });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var (here, there) = (simulator.Accounts[0].Fleet, simulator.Accounts[1].Fleet);
        var (one, other) = (here.Devices[0].AgentId, there.Devices[0].AgentId);
        here.ChangeFact(one, "serial_number", Serial);
        there.ChangeFact(other, "serial_number", Serial.ToLowerInvariant());
        here.ChangeFact(one, "os_version", "14.1");
        there.ChangeFact(other, "os_version", "15.2");
        var first = await ImportedAsync(api, simulator.Accounts[0].Token, "Addigy", here.Companies);
        var device = await DeviceAsync(api, first, one);
        var company = (await api.GetAsync($"devices/{device}"))["company"].GetProperty("id").GetString()!;

        var second = await ConnectedAsync(api, simulator.Accounts[1].Token, "Addigy two");
        await MapAllToAsync(api, second, company);
        var import = await second.ImportAsync(new { all = true });

        Assert.Equal((there.Devices.Count - 1, 1, 0), (import["imported"].GetInt32(), import["updated"].GetInt32(), import["failed"].GetInt32()));
        Assert.Equal(device, await DeviceAsync(api, second, other));
        var links = await api.ListAsync($"devices/{device}/links");
        Assert.Equal(["imported", "sameSerial"], links.Select(l => l.GetProperty("reason").GetString()));
        Assert.All(links, l => Assert.NotEmpty(l.GetProperty("evidence").GetString()!));
        var version = await ReadingAsync(api, device, "os_version");
        Assert.Equal(("14.1", "Addigy"), (version.GetProperty("value").GetString(), version.GetProperty("source").GetString()));
        Assert.Equal(("15.2", "Addigy two"), (version.GetProperty("others")[0].GetProperty("value").GetString(), version.GetProperty("others")[0].GetProperty("source").GetString()));

        (await api.PutAsync("source-order", new { sections = new[] { new { key = "system", integrations = new[] { second.Integration, first.Integration } } } })).Expect(HttpStatusCode.OK);
        Assert.Equal("15.2", (await ReadingAsync(api, device, "os_version")).GetProperty("value").GetString());
        Assert.Equal(6, (await api.GetAsync("source-order")).Expect(HttpStatusCode.OK)["sections"].GetArrayLength());
        (await api.PutAsync("source-order", new { sections = new[] { new { key = "nothing", integrations = Array.Empty<string>() } } })).Expect(HttpStatusCode.BadRequest);
        (await api.PutAsync("source-order", new { })).Expect(HttpStatusCode.UnprocessableEntity);

        // Split, and it stays so.
        var link = links[1].GetProperty("id").GetString();
        var split = (await api.DeleteAsync($"devices/{device}/links/{link}")).Expect(HttpStatusCode.OK)["deviceId"].GetString()!;
        await first.SyncAsync();
        await second.SyncAsync();
        await second.ImportAsync(new { all = true });
        Assert.Equal((device, split), (await DeviceAsync(api, first, one), await DeviceAsync(api, second, other)));
        Assert.Equal("only_link", (await api.DeleteAsync($"devices/{split}/links/{link}")).Expect(HttpStatusCode.Conflict)["code"].GetString());

        // Joined by hand, and back.
        (await api.PostAsync($"devices/{device}/links", new { deviceId = split })).Expect(HttpStatusCode.OK);
        (await api.GetAsync($"devices/{split}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal("linked", (await api.GetAsync($"devices/{device}/history?key=linked"))["items"][0].GetProperty("key").GetString());
        var back = (await api.DeleteAsync($"devices/{device}/links/{link}")).Expect(HttpStatusCode.OK);
        Assert.Equal((split, true), (back["deviceId"].GetString(), back["isBack"].GetBoolean()));
        (await api.PostAsync($"devices/{device}/links", new { stagedDeviceId = link })).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await api.ListAsync($"devices/{device}/links")).Count);
        var actions = (await api.ListAsync("audit")).Select(a => a.GetProperty("action").GetString()).ToList();
        Assert.All((string[])["device.linked", "device.split", "device.joined", "source_order.changed"], action => Assert.Contains(action, actions));

        // Enrolled anew: the same device, with its history.
        var renewed = here.ReenrolDevice(one).AgentId;
        await first.SyncAsync();
        await first.ImportAsync(new { all = true });
        Assert.Equal(device, await DeviceAsync(api, first, renewed));
        Assert.Equal(
            [(renewed, "reEnrolled", false), (one, "imported", true)],
            (await api.ListAsync($"devices/{device}/links")).Where(l => l.GetProperty("integrationId").GetString() == first.Integration)
                .Select(l => (l.GetProperty("externalId").GetString()!, l.GetProperty("reason").GetString()!, l.GetProperty("superseded").GetBoolean())));

        // Who only looks does neither.
        var token = (await api.PostAsync("tokens", new { name = "looks", role = "viewer" })).Expect(HttpStatusCode.Created)["token"].GetString()!;
        using var viewer = new ApiClient(host.Address, token);
        (await viewer.GetAsync($"devices/{device}/links")).Expect(HttpStatusCode.OK);
        (await viewer.PostAsync($"devices/{device}/links", new { stagedDeviceId = link })).Expect(HttpStatusCode.Forbidden);
        (await viewer.DeleteAsync($"devices/{device}/links/{link}")).Expect(HttpStatusCode.Forbidden);
        (await viewer.PutAsync("source-order", new { sections = Array.Empty<object>() })).Expect(HttpStatusCode.Forbidden);
    }

    private static async Task<Flow> ImportedAsync(ApiClient api, string token, string name, IEnumerable<string> companies)
    {
        await new Flow(api).AddCompaniesAsync(companies);
        var flow = await ConnectedAsync(api, token, name);
        await flow.MapAllAsync();
        await flow.SyncAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        await flow.ImportAsync(new { all = true });
        return flow;
    }

    private static async Task<Flow> ConnectedAsync(ApiClient api, string token, string name)
    {
        var flow = new Flow(api);
        await flow.ConnectAsync(token, name);
        return flow;
    }

    private static async Task MapAllToAsync(ApiClient api, Flow flow, string company)
    {
        foreach (var container in await api.ListAsync($"{flow.Path}/containers?filter=unmapped"))
            (await api.PutAsync($"{flow.Path}/containers/{container.GetProperty("id").GetString()}/mapping", new { companyId = company })).Expect(HttpStatusCode.OK);
        await flow.SettleAsync();
        await flow.SyncAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-match", new { apply = true })).Expect(HttpStatusCode.OK);
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
    }

    private static async Task<string> DeviceAsync(ApiClient api, Flow flow, string externalId) =>
        (await api.ListAsync($"{flow.Path}/staged-devices?search={externalId}")).Single(s => s.GetProperty("externalId").GetString() == externalId).GetProperty("deviceId").GetString()!;

    private static async Task<JsonElement> ReadingAsync(ApiClient api, string device, string key) =>
        (await api.GetAsync($"devices/{device}")).Expect(HttpStatusCode.OK)["sections"].EnumerateArray()
            .SelectMany(s => s.GetProperty("readings").EnumerateArray()).Single(r => r.GetProperty("key").GetString() == key);
}
