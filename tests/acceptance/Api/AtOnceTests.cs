using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;
using Npgsql;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Requests about the same thing at the same moment are answered as if one came after the other.</summary>
public sealed class AtOnceTests
{
    private const int Together = 8;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task None_of_many_requests_at_once_fails(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        await flow.ImportAsync(new { all = true });
        var device = (await api.ListAsync("devices"))[0].GetProperty("id").GetString();
        var (container, type) = ((await api.ListAsync($"{flow.Path}/containers"))[0].GetProperty("id").GetString(), (await api.ListAsync($"{flow.Path}/device-types"))[0].GetProperty("key").GetString());

        for (var round = 0; round < 4; round++)
        {
            var name = $"Renamed {round}";
            var (company, into, field) = (await MadeAsync("companies", new { name = $"C {round}" }), await MadeAsync("companies", new { name = $"I {round}" }), await MadeAsync("own-fields", new { name = $"F {round}", kind = "text" }));
            await TogetherAsync((HttpMethod.Delete, $"companies/{await MadeAsync("companies", new { name = $"D {round}" })}", null));
            await TogetherAsync((HttpMethod.Delete, $"companies/{company}", null), (HttpMethod.Patch, $"companies/{company}", new { name }), (HttpMethod.Post, $"companies/{company}/merge", new { intoId = into }),
                (HttpMethod.Put, $"{flow.Path}/containers/{container}/mapping", new { companyId = company }));
            var deviceType = await MadeAsync("device-types", new { name = $"T {round}" });
            await TogetherAsync((HttpMethod.Delete, $"device-types/{deviceType}", null), (HttpMethod.Patch, $"device-types/{deviceType}", new { name }), (HttpMethod.Put, $"{flow.Path}/device-types/{type}", new { deviceTypeId = deviceType }));
            await TogetherAsync((HttpMethod.Delete, $"own-fields/{field}", null), (HttpMethod.Patch, $"own-fields/{field}", new { name }), (HttpMethod.Put, $"devices/{device}/own-fields/{field}", new { value = "A" }), (HttpMethod.Delete, $"devices/{device}/own-fields/{field}", null));
            var note = await MadeAsync($"devices/{device}/notes", new { text = "A note" });
            await TogetherAsync((HttpMethod.Delete, $"devices/{device}/notes/{note}", null), (HttpMethod.Patch, $"devices/{device}/notes/{note}", new { text = name }));
            await TogetherAsync((HttpMethod.Put, $"devices/{device}/locks/name", new { value = name }), (HttpMethod.Delete, $"devices/{device}/locks/name", null));
            await TogetherAsync((HttpMethod.Put, "display-name", new { template = $"{round} {{{{ serial_number }}}}" }), (HttpMethod.Put, "display-name", JsonElement.Parse("""{"template":null}""")));
            await TogetherAsync((HttpMethod.Delete, $"tokens/{await TokenAsync()}", null));
            await TogetherAsync((HttpMethod.Post, $"{flow.Path}/syncs", new { scope = "containers" }), (HttpMethod.Patch, flow.Path, new { name }), (HttpMethod.Post, $"{flow.Path}/containers/quick-match", new { apply = true }));
            var plan = await MadeAsync("plans", new { kind = "move", deviceIds = new[] { device }, companyId = await MadeAsync("companies", new { name = $"P {round}" }) });
            await TogetherAsync((HttpMethod.Post, $"plans/{plan}/apply", null), (HttpMethod.Delete, $"plans/{plan}", null), (HttpMethod.Post, $"plans/{plan}/items", new { excluded = true, all = true }));
            await flow.SettleAsync();
        }

        await TogetherAsync((HttpMethod.Delete, flow.Path, null), (HttpMethod.Patch, flow.Path, new { name = "Last" }), (HttpMethod.Post, $"{flow.Path}/syncs", new { scope = "all" }), (HttpMethod.Put, $"{flow.Path}/device-types/{type}", new { ignored = true }));
        Assert.True((await api.GetAsync("audit/verify")).Expect(HttpStatusCode.OK)["ok"].GetBoolean());

        async Task<string> MadeAsync(string path, object body) => (await api.PostAsync(path, body)).Expect(HttpStatusCode.Created)["id"].GetString()!;

        Task<string> TokenAsync() => MadeAsync("tokens", new { name = "A token", role = "technician" });

        async Task TogetherAsync(params (HttpMethod Method, string Path, object? Body)[] requests)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Together).Select(i => requests[i % requests.Length]).Select(async r => (Request: r, Answer: await api.SendAsync(r.Method, r.Path, r.Body))));
            Assert.All(answers, a => Assert.True(
                (int)a.Answer.Status is < 400 or 404 or 409,
                $"{a.Request.Method} {a.Request.Path}: {a.Answer.Status} {a.Answer.Text}"));
            Assert.Contains(answers, a => (int)a.Answer.Status < 400);
        }
    }

    [Fact]
    public async Task What_the_database_refuses_because_of_somebody_else_is_a_conflict_of_which_nothing_is_done()
    {
        await using var host = await BuiltHost.StartAsync(Engine.PostgreSql, null);
        using var api = await host.ClientAsync();
        string[] things = [await MadeAsync("companies"), await MadeAsync("device-types")];
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = source.CreateCommand("""
            create function gone_already() returns trigger language plpgsql as $$ begin return null; end $$;
            create function later() returns trigger language plpgsql as $$ begin raise exception 'could not serialize access' using errcode = '40001'; end $$;
            create trigger gone_already before delete on companies for each row execute function gone_already();
            create trigger later before delete on device_types for each row execute function later();
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var entries = (await api.GetAsync("audit"))["total"].GetInt32();

        foreach (var thing in things)
        {
            var answer = (await api.DeleteAsync(thing)).Expect(HttpStatusCode.Conflict);
            Assert.Equal(("changed_meanwhile", "Look at it again, and repeat what you wanted."), (answer["code"].GetString(), answer["cure"].GetString()));
        }

        Assert.Equal((1, 1, entries), ((await api.GetAsync("companies"))["total"].GetInt32(), (await api.GetAsync("device-types"))["total"].GetInt32(), (await api.GetAsync("audit"))["total"].GetInt32()));

        async Task<string> MadeAsync(string list) => $"{list}/{(await api.PostAsync(list, new { name = "One" })).Expect(HttpStatusCode.Created)["id"].GetString()}";
    }
}
