using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>What a request says and the API does not know is never left out silently.</summary>
public sealed partial class BodyTests
{
    [Fact]
    public async Task Misspelt_members_are_refused_with_those_that_are_known_and_nothing_is_done()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        (await api.PutAsync("display-name", new { template = "{{ serial_number }}" })).Expect(HttpStatusCode.OK);
        var key = (await api.ListAsync($"{flow.Path}/device-types"))[0].GetProperty("key").GetString();
        var (syncs, entries) = (await CountAsync($"{flow.Path}/syncs"), await CountAsync("audit"));

        await RefusesAsync(HttpMethod.Put, "display-name", """{"tempalte":"x"}""", "tempalte", "Taken here: template.");
        await RefusesAsync(HttpMethod.Post, "display-name/preview", """{"template":"x","sample":3}""", "sample", "template");
        await RefusesAsync(HttpMethod.Post, $"{flow.Path}/syncs", """{"scop":"containers"}""", "scop", "scope");
        await RefusesAsync(HttpMethod.Put, $"{flow.Path}/device-types/{key}", """{"autosnc":true}""", "autosnc", "Taken here: autoSync, ");
        await RefusesAsync(HttpMethod.Patch, flow.Path, """{"nmae":"x"}""", "nmae", "Taken here: name, ");
        await RefusesAsync(HttpMethod.Patch, flow.Path, """{"schedule":{"pausd":true}}""", "schedule.pausd", "Taken here: paused, ");
        await RefusesAsync(HttpMethod.Post, "plans", """{"kind":"import","al":true}""", "al", "Taken here: all, ");
        await RefusesAsync(HttpMethod.Post, "companies", """{"name":"A","parent.id":"x"}""", "parent.id", "name");
        await RefusesAsync(HttpMethod.Put, "source-order", """{"sections":[{"key":"system","integrations":[],"frist":1}]}""", "sections.frist", "integrations");
        await RefusesAsync(HttpMethod.Post, "tokens", """{"name":"A","role":"admin","expires":"never"}""", "expires", "role");
        var nothing = (await SendAsync(HttpMethod.Put, "display-name", "{}")).Expect(HttpStatusCode.BadRequest);
        Assert.StartsWith("template: It is missing.", nothing["detail"].GetString(), StringComparison.Ordinal);

        Assert.Equal("{{ serial_number }}", (await api.GetAsync("display-name"))["template"].GetString());
        Assert.Equal((syncs, entries), (await CountAsync($"{flow.Path}/syncs"), await CountAsync("audit")));
        (await SendAsync(HttpMethod.Put, "display-name", """{"template":null}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.Null, (await api.GetAsync("display-name"))["template"].ValueKind);

        // A body that changes nothing is taken, and told nowhere.
        entries = await CountAsync("audit");
        (await SendAsync(HttpMethod.Patch, flow.Path, "{}")).Expect(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Put, $"{flow.Path}/device-types/{key}", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(entries, await CountAsync("audit"));

        async Task RefusesAsync(HttpMethod method, string path, string body, string member, string cure)
        {
            var answer = (await SendAsync(method, path, body)).Expect(HttpStatusCode.BadRequest);
            Assert.Equal("unknown_member", answer["code"].GetString());
            Assert.StartsWith($"{member}: ", answer["detail"].GetString(), StringComparison.Ordinal);
            Assert.Contains(cure, answer["cure"].GetString(), StringComparison.Ordinal);
        }

        Task<ApiAnswer> SendAsync(HttpMethod method, string path, string body) => api.SendAsync(method, path, Content(body, "application/json"));

        async Task<int> CountAsync(string list) => (await api.GetAsync(list)).Expect(HttpStatusCode.OK)["total"].GetInt32();
    }

    [Fact]
    public async Task Calls_without_a_body_refuse_what_is_said_to_them_and_do_nothing()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var ids = await DescriptionTests.FillAsync(api, simulator);
        var described = await Described.ReadAsync(host);
        var calls = described.Calls.Where(c => c.Method != HttpMethod.Get && !c.Operation.TryGetProperty("requestBody", out _)).ToList();
        string[] lists = ["integrations", "companies", "device-types", "devices", "plans", "tokens", "own-fields", "audit", "companies/merges"];
        var before = await StateAsync();

        Assert.True(calls.Count >= 17, string.Join('\n', calls));
        foreach (var call in calls)
        {
            foreach (var (body, member) in new[] { ("""{"x":1}""", "x"), ("""{"apply":false}""", "apply"), ("[1]", "body"), ("x=1", "body"), ($$"""{"x":"{{new string('x', 40_000)}}"}""", "body") })
            {
                var answer = await api.SendAsync(call.Method, ids(call.Path), Content(body, "application/json"));
                Assert.True(answer.Status == HttpStatusCode.BadRequest && answer["code"].GetString() == "unknown_member", $"{call} {answer.Status}: {answer.Text}");
                Assert.StartsWith($"{member}: ", answer["detail"].GetString(), StringComparison.Ordinal);
                Assert.Equal("Leave the body out: this call takes none.", answer["cure"].GetString());
            }

            Assert.True((await api.SendAsync(call.Method, ids(call.Path), Content("x=1", "application/x-www-form-urlencoded"))).Status is HttpStatusCode.BadRequest, $"{call}");
        }

        Assert.Equal(before, await StateAsync());

        // What says nothing is taken.
        var path = $"{ids("integrations/{id}")}/device-types/quick-create";
        foreach (var body in new[] { "{}", "null", " ", "" })
            (await api.PostAsync(path, Content(body, "application/json"))).Expect(HttpStatusCode.OK);

        async Task<string> StateAsync()
        {
            List<string> state = [];
            foreach (var list in lists)
                state.Add((await api.GetAsync($"{list}?pageSize=200")).Expect(HttpStatusCode.OK).Text);

            // Entries of the audit log get their numbers a moment later.
            return Numbers().Replace(string.Join('\n', state), "");
        }
    }

    [Fact]
    public async Task Quick_match_of_types_shows_what_it_would_do()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 20 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        var name = (await api.ListAsync($"{flow.Path}/device-types"))[0].GetProperty("name").GetString();
        (await api.PostAsync("device-types", new { name })).Expect(HttpStatusCode.Created);
        var (before, entries) = ((await api.GetAsync($"{flow.Path}/device-types")).Text, (await api.GetAsync("audit"))["total"].GetInt32());

        var shown = (await api.PostAsync($"{flow.Path}/device-types/quick-match", new { apply = false })).Expect(HttpStatusCode.OK);
        Assert.Equal((before, entries), ((await api.GetAsync($"{flow.Path}/device-types")).Text, (await api.GetAsync("audit"))["total"].GetInt32()));
        Assert.NotEqual(0, shown["mapped"].GetArrayLength());

        (await api.PostAsync($"{flow.Path}/device-types/quick-match", new { aply = false })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(shown.Text, (await api.PostAsync($"{flow.Path}/device-types/quick-match")).Expect(HttpStatusCode.OK).Text);
        Assert.NotEqual(before, (await api.GetAsync($"{flow.Path}/device-types")).Text);
    }

    [Fact]
    public async Task A_provider_type_takes_ids_and_null_and_nothing_else()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        var type = (await api.ListAsync($"{flow.Path}/device-types"))[0];
        var (path, id) = ($"{flow.Path}/device-types/{type.GetProperty("key").GetString()}", type.GetProperty("deviceType").GetProperty("id").GetString());

        Assert.Equal(JsonValueKind.Null, (await api.PutAsync(path, JsonElement.Parse("""{"deviceTypeId":null}"""))).Expect(HttpStatusCode.OK)["deviceType"].ValueKind);
        Assert.Equal(id, (await api.PutAsync(path, new { deviceTypeId = id, autoSync = true })).Expect(HttpStatusCode.OK)["deviceType"].GetProperty("id").GetString());
        foreach (var wrong in new[] { "7", "\"laptop\"", "true", "[]" })
            Assert.StartsWith("deviceTypeId: ", (await api.PutAsync(path, JsonElement.Parse($$"""{"deviceTypeId":{{wrong}}}"""))).Expect(HttpStatusCode.UnprocessableEntity)["detail"].GetString(), StringComparison.Ordinal);
        var kept = (await api.PutAsync(path, JsonElement.Parse("""{"ignored":false}"""))).Expect(HttpStatusCode.OK);
        Assert.Equal((id, true), (kept["deviceType"].GetProperty("id").GetString(), kept["autoSync"].GetBoolean()));
    }

    [Fact]
    public async Task A_body_of_another_kind_is_refused_with_the_kinds_that_are_taken()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        using var api = await host.ClientAsync();

        var json = (await api.PostAsync("companies/import", new { name = "A" })).Expect(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(("wrong_content_type", "Send a body with the content type text/csv or multipart/form-data."), (json["code"].GetString(), json["cure"].GetString()));
        Assert.Equal("wrong_content_type", (await api.PostAsync("companies/import")).Expect(HttpStatusCode.UnsupportedMediaType)["code"].GetString());
        var text = (await api.PostAsync("companies", Content("A", "text/plain"))).Expect(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("application/json", text["cure"].GetString(), StringComparison.Ordinal);
        Assert.Equal("not_found", (await api.PostAsync("compnies", Content("A", "text/plain"))).Expect(HttpStatusCode.NotFound)["code"].GetString());

        // First of all, what needs no CSV before it.
        Assert.Equal(1, (await api.PostAsync("companies/import", Bytes([.. "K"u8, 0xF6, .. "ln GmbH"u8], "text/csv; charset=windows-1252"))).Expect(HttpStatusCode.OK)["created"].GetInt32());
        Assert.Single(await api.ListAsync("companies?search=Köln"));
        Assert.Equal(1, (await api.PostAsync("companies/import", Content("Name\nOne\n", "text/csv"))).Expect(HttpStatusCode.OK)["created"].GetInt32());
        using var form = new MultipartFormDataContent { { Content("Name\nTwo\n", "text/csv"), "file", "companies.csv" } };
        Assert.Equal(1, (await api.PostAsync("companies/import", form)).Expect(HttpStatusCode.OK)["created"].GetInt32());

        // Nothing is guessed about letters, and no form breaks the host.
        foreach (var type in (string[])["text/csv; charset=windows-1252", "text/csv; charset=iso-8859-1", "text/csv; charset=\"utf-8\""])
        {
            var bytes = type.Contains("utf-8", StringComparison.Ordinal) ? "Zürich AG"u8.ToArray() : [.. "Z"u8, 0xFC, .. "rich "u8, .. System.Text.Encoding.ASCII.GetBytes(type[^4..])];
            Assert.Equal(1, (await api.PostAsync("companies/import", Bytes(bytes, type))).Expect(HttpStatusCode.OK)["created"].GetInt32());
        }

        Assert.Equal(3, (await api.ListAsync("companies?search=Zürich")).Count);
        var unreadable = (await api.PostAsync("companies/import", Bytes([.. "A\nM"u8, 0xFC, .. "ller\n"u8], "text/csv"))).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.StartsWith("file: Line 2 holds letters that are not UTF-8.", unreadable["detail"].GetString(), StringComparison.Ordinal);
        foreach (var marked in (byte[][])[[0xEF, 0xBB, 0xBF, .. "M"u8, 0xFC, .. "ller"u8], [0xFF, 0xFE, (byte)'M', 0, 0], [0xFE, 0xFF, 0, (byte)'M', 0xD8, 0]])
            (await api.PostAsync("companies/import", Bytes(marked, "text/csv"))).Expect(HttpStatusCode.UnprocessableEntity);
        (await api.PostAsync("companies/import", Bytes([0xEF, 0xBB, 0xBF, .. "A"u8], "text/csv; charset=windows-1252"))).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, (await api.PostAsync("companies/import", Bytes([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Åbo Oy")], "text/csv"))).Expect(HttpStatusCode.OK)["created"].GetInt32());
        (await api.PostAsync("companies/import", Bytes("A"u8.ToArray(), "text/csv; charset=zzz"))).Expect(HttpStatusCode.UnsupportedMediaType);
        foreach (var broken in (string[])["multipart/form-data", "multipart/form-data; boundary=B", $"multipart/form-data; boundary={new string('b', 5000)}"])
            Assert.Equal("invalid_value", (await api.PostAsync("companies/import", Bytes("x"u8.ToArray(), broken))).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());
        foreach (var charset in (string[])["zzz", "utf-7", "ebcdic"])
            Assert.Equal("wrong_content_type", (await api.PostAsync("companies", Bytes("{}"u8.ToArray(), $"application/json; charset={charset}"))).Expect(HttpStatusCode.UnsupportedMediaType)["code"].GetString());

        static ByteArrayContent Bytes(byte[] bytes, string type)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }
    }

    [Fact]
    public async Task A_key_that_stands_for_another_import_is_refused()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);

        var first = await flow.ImportAsync(new { all = true }, "same");
        var other = (await api.SendAsync(HttpMethod.Post, $"{flow.Path}/imports", new { typeKey = "imac" }, "same")).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("idempotency_key_reused", other["code"].GetString());
        Assert.Equal(first["id"].GetString(), (await flow.ImportAsync(new { all = true }, "same"))["id"].GetString());
    }

    private static StringContent Content(string body, string type) => new(body, Encoding.UTF8, new MediaTypeHeaderValue(type));

    [GeneratedRegex("""\"number\":(null|\d+)""")]
    private static partial Regex Numbers();
}
