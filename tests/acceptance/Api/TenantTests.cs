using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Two organisations with the same vendor account see only their own.</summary>
public sealed class TenantTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Ids_of_another_organisation_answer_exactly_like_missing_ones(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 5, Devices = 30 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        var (code, output) = await host.RunAsync("tenant", "create", "--name", "Other MSP", "--email", "other@example.com", "--password", "another-password");
        Assert.True(code == 0, output);
        using var ours = await host.ClientAsync();
        using var theirs = await host.ClientAsync("other@example.com");
        var (flow, otherFlow) = (new Flow(ours), new Flow(theirs));
        foreach (var (one, token) in new[] { (flow, simulator.Accounts[0].Token), (otherFlow, simulator.Accounts[0].Token) })
        {
            await one.ConnectAsync(token);
            await one.MapAllAsync();
        }

        (await ours.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        await flow.ImportAsync(new { all = true });
        Assert.Empty(await theirs.ListAsync("devices"));
        Assert.Single(await theirs.ListAsync("integrations"));

        var device = (await ours.ListAsync("devices"))[0].GetProperty("id").GetString();
        var company = (await ours.ListAsync("companies"))[0].GetProperty("id").GetString();
        var container = (await ours.ListAsync($"{flow.Path}/containers"))[0].GetProperty("id").GetString();
        var run = (await ours.ListAsync($"{flow.Path}/syncs"))[0].GetProperty("id").GetString();
        var otherContainer = (await theirs.ListAsync($"{otherFlow.Path}/containers"))[0].GetProperty("id").GetString();
        (HttpMethod Method, string Path, object? Body)[] requests =
        [
            (HttpMethod.Get, "devices/{0}", null),
            (HttpMethod.Get, "companies/{1}", null),
            (HttpMethod.Patch, "companies/{1}", new { name = "Taken over" }),
            (HttpMethod.Delete, "companies/{1}", null),
            (HttpMethod.Get, "integrations/{2}", null),
            (HttpMethod.Patch, "integrations/{2}", new { name = "Taken over" }),
            (HttpMethod.Delete, "integrations/{2}", null),
            (HttpMethod.Get, "integrations/{2}/containers", null),
            (HttpMethod.Get, "integrations/{2}/staged-devices", null),
            (HttpMethod.Get, "integrations/{2}/device-types", null),
            (HttpMethod.Get, "integrations/{2}/syncs", null),
            (HttpMethod.Get, "integrations/{2}/syncs/{4}", null),
            (HttpMethod.Get, "integrations/{2}/syncs/{4}/books", null),
            (HttpMethod.Get, "integrations/{2}/syncs/{4}/rejected", null),
            (HttpMethod.Post, "integrations/{2}/syncs", new { scope = "all" }),
            (HttpMethod.Post, "integrations/{2}/imports", new { all = true }),
            (HttpMethod.Post, "integrations/{2}/containers/quick-match", new { apply = true }),
            (HttpMethod.Post, "integrations/{2}/device-types/quick-create", null),
            (HttpMethod.Post, "integrations/{2}/credentials", new { secrets = new { api_token = "x" } }),
            (HttpMethod.Put, "integrations/{2}/containers/{3}/mapping", new { companyId = company }),
        ];
        foreach (var (method, path, body) in requests)
        {
            var foreign = await theirs.SendAsync(method, string.Format(null, path, device, company, flow.Integration, container, run), body);
            var missing = await theirs.SendAsync(method, string.Format(null, path, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()), body);
            Assert.True(foreign.Status == HttpStatusCode.NotFound, $"{method} {path}: {foreign.Text}");
            Assert.Equal(WithoutTrace(missing), WithoutTrace(foreign));
        }

        // Our company, named in a request of theirs to a thing of theirs.
        var mapping = await theirs.PutAsync($"{otherFlow.Path}/containers/{otherContainer}/mapping", new { companyId = company });
        Assert.Equal(HttpStatusCode.NotFound, mapping.Status);
        Assert.Equal("Addigy", (await ours.GetAsync(flow.Path))["name"].GetString());
    }

    private static string WithoutTrace(ApiAnswer answer) => string.Join(
        '\n',
        answer.Body.EnumerateObject().Where(p => p.Name != "traceId").Select(p => $"{p.Name}={p.Value}"));
}
