using System.Net;
using System.Net.Http.Headers;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>The file for support comes as a download to those who manage integrations, and names nobody.</summary>
public sealed class DiagnosticsTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_integrations_file_holds_nothing_of_its_fleet(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 4, Devices = 40 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var owner = await host.ClientAsync();
        var flow = new Flow(owner);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        await flow.SyncAsync();

        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", owner.Token);
        using var answer = await http.GetAsync($"/api/v1/{flow.Path}/diagnostics", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "application/json", "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Matches("^\"?diagnostics-[a-z0-9-]+-[0-9]{4}-[0-9]{2}-[0-9]{2}[.]json\"?$", answer.Content.Headers.ContentDisposition?.FileName);

        var file = (await owner.GetAsync($"{flow.Path}/diagnostics")).Expect(HttpStatusCode.OK);
        Assert.Equal(engine == Engine.Sqlite ? "sqlite" : "postgreSql", file["database"].GetProperty("engine").GetString());
        Assert.Equal("ready", file["connector"].GetProperty("status").GetString());
        Assert.Equal("succeeded", file["runs"][0].GetProperty("state").GetString());
        Assert.Equal("set", file["integration"].GetProperty("settings")[0].GetProperty("state").GetString());

        // All that the API tells of the fleet and of people is looked for, so a new name in the file is found too.
        List<string?> names = [simulator.Accounts[0].Token, BuiltHost.AdminEmail, simulator.BaseAddress.Authority, host.ConnectionString, host.DataDirectory];
        foreach (var device in await owner.ListAsync($"{flow.Path}/staged-devices"))
            names.AddRange([device.GetProperty("name").GetString(), device.GetProperty("serialNumber").GetString(), device.GetProperty("externalId").GetString()]);
        foreach (var container in await owner.ListAsync($"{flow.Path}/containers"))
            names.AddRange([container.GetProperty("name").GetString(), container.GetProperty("externalId").GetString()]);
        foreach (var company in await owner.ListAsync("companies"))
            names.Add(company.GetProperty("name").GetString());
        Assert.True(names.Count > 100);

        // "IT" stands in "architecture".
        Assert.All(names.Where(n => n is { Length: > 3 }), name => Assert.DoesNotContain($"{name}", file.Text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("@", file.Text, StringComparison.Ordinal);

        Assert.Equal(2, (await owner.ListAsync("audit?action=diagnostics.downloaded")).Count);
    }

    [Fact]
    public async Task A_viewer_and_a_stranger_get_none()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 1, Devices = 1 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var owner = await host.ClientAsync();
        var flow = new Flow(owner);
        await flow.ConnectAsync(simulator.Accounts[0].Token);

        foreach (var role in new[] { "viewer", "technician" })
        {
            var token = (await owner.PostAsync("tokens", new { name = role, role })).Expect(HttpStatusCode.Created)["token"].GetString();
            using var client = new ApiClient(host.Address, token);
            var refused = (await client.GetAsync($"{flow.Path}/diagnostics")).Expect(HttpStatusCode.Forbidden);
            Assert.Equal("not_allowed", refused["code"].GetString());
        }

        using var nobody = new ApiClient(host.Address, null);
        (await nobody.GetAsync($"{flow.Path}/diagnostics")).Expect(HttpStatusCode.Unauthorized);
        (await owner.GetAsync($"integrations/{Guid.NewGuid()}/diagnostics")).Expect(HttpStatusCode.NotFound);
        Assert.Empty(await owner.ListAsync("audit?action=diagnostics.downloaded&result=done"));
    }
}
