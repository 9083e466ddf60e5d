using System.Net;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Parts of lists that can't be are refused in the same words by all lists; a page past the end is empty.</summary>
public sealed class ListRuleTests
{
    [Fact]
    public async Task Short_lists_are_searched_like_long_ones()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        await new Flow(api).ConnectAsync(simulator.Accounts[0].Token, "Zoë’s – Addigy");
        (await api.PostAsync("own-fields", new { name = "Zoë’s – room", kind = "text" })).Expect(HttpStatusCode.Created);
        (await api.PostAsync("tokens", new { name = "Zoë’s – token", role = "viewer" })).Expect(HttpStatusCode.Created);

        foreach (var (list, isArray) in new[] { ("integrations", false), ("own-fields", true), ("tokens", false) })
        {
            foreach (var (search, found) in new[] { ("ZOES - ", 1), ("zoë", 1), ("zoo", 0) })
            {
                var answer = (await api.GetAsync($"{list}?search={Uri.EscapeDataString(search)}")).Expect(HttpStatusCode.OK);
                Assert.True(found == (isArray ? answer.Body : answer["items"]).GetArrayLength(), $"{list} {search}: {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task Every_list_refuses_pages_sizes_and_orders_that_can_not_be()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 3, Devices = 12 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);

        string[] lists = ["integrations", "companies", "companies/merges", "device-types", "devices", "plans", "decisions", "audit", .. new[] { "containers", "syncs", "staged-devices", "mapping-changes" }.Select(l => $"{flow.Path}/{l}")];
        foreach (var list in lists)
        {
            await RefusesAsync(list, "page=0", HttpStatusCode.UnprocessableEntity, "page", "1 or more");
            await RefusesAsync(list, "page=-3", HttpStatusCode.UnprocessableEntity, "page", "1 or more");
            await RefusesAsync(list, "page=two", HttpStatusCode.BadRequest, "page", "whole number");
            await RefusesAsync(list, "page=99999999999", HttpStatusCode.BadRequest, "page", "whole number");
            await RefusesAsync(list, "pageSize=0", HttpStatusCode.UnprocessableEntity, "pageSize", "1 to 200");
            await RefusesAsync(list, "pageSize=-1", HttpStatusCode.UnprocessableEntity, "pageSize", "1 to 200");
            await RefusesAsync(list, "sort=weight", HttpStatusCode.UnprocessableEntity, "sort", "");

            var past = await OkAsync($"{list}?page=2147483647&pageSize=1");
            Assert.Empty(past["items"].EnumerateArray());
            Assert.Equal(200, (await OkAsync($"{list}?pageSize=5000"))["pageSize"].GetInt32());
            Assert.Equal(1, (await OkAsync($"{list}?sort="))["page"].GetInt32());
        }

        // Short lists come whole, and page by page to who asks so.
        foreach (var list in new[] { "tokens", $"{flow.Path}/device-types" })
        {
            await RefusesAsync(list, "page=0", HttpStatusCode.UnprocessableEntity, "page", "1 or more");
            await RefusesAsync(list, "pageSize=0", HttpStatusCode.UnprocessableEntity, "pageSize", "1 to 200");
            var whole = await OkAsync(list);
            Assert.Equal((whole["total"].GetInt32(), whole["total"].GetInt32()), (whole["items"].GetArrayLength(), whole["pageSize"].GetInt32()));
            Assert.Empty((await OkAsync($"{list}?page=99"))["items"].EnumerateArray());
            Assert.Equal(Math.Min(1, whole["total"].GetInt32()), (await OkAsync($"{list}?pageSize=1"))["items"].GetArrayLength());
        }

        foreach (var (list, sorts) in new (string, string[])[]
        {
            ("devices", ["name", "serialNumber", "model", "osVersion", "lastSeenAt", "company"]), ($"{flow.Path}/staged-devices", ["name", "serialNumber", "type", "model", "status", "company"]),
            ($"{flow.Path}/containers", ["path", "name", "tree", "deviceCount", "confidence", "company"]), ("companies", ["name"]), ("device-types", ["name"]), ("integrations", ["name"]), ("plans", ["createdAt"]), ("audit", ["at"]), ($"{flow.Path}/syncs", ["queuedAt", "startedAt"]),
        })
        {
            await RefusesAsync(list, "sort=weight", HttpStatusCode.UnprocessableEntity, "sort", string.Join(", ", sorts));
            foreach (var sort in sorts)
            {
                var (up, down) = (await OkAsync($"{list}?sort={sort}"), await OkAsync($"{list}?sort=-{sort}"));
                Assert.Equal(up["total"].GetInt32(), down["total"].GetInt32());

                // Where one page holds all: turned round, the first of one says the same as the last of the other.
                if (sort is "queuedAt" || (sort is "name" && !list.EndsWith("containers", StringComparison.Ordinal)))
                    Assert.Equal(Ends(up, sort), Ends(down, sort).Reverse());
            }
        }

        static string?[] Ends(ApiAnswer page, string sort) => page["items"].EnumerateArray().ToArray() is { Length: > 0 } rows
            ? [rows[0].GetProperty(sort).GetString(), rows[^1].GetProperty(sort).GetString()]
            : [];

        async Task<ApiAnswer> OkAsync(string path) => (await api.GetAsync(path)).Expect(HttpStatusCode.OK);

        async Task RefusesAsync(string list, string query, HttpStatusCode status, string member, string cure)
        {
            var answer = (await api.GetAsync($"{list}?{query}")).Expect(status);
            Assert.Equal(status == HttpStatusCode.BadRequest ? "bad_request" : "invalid_value", answer["code"].GetString());
            Assert.StartsWith($"{member}: ", answer["detail"].GetString(), StringComparison.Ordinal);
            Assert.Contains(cure, answer["cure"].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_can_be_given_is_named_as_the_api_takes_it()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        using var api = await host.ClientAsync();

        await NamesAsync("decisions?kind=typeunknown", "typeUnmapped");
        await NamesAsync("decisions?filter=1", "open, snoozed, all");
        await NamesAsync("plans?state=done", "applying");
        await NamesAsync("audit?result=perhaps", "unknown, done, refused");
        await NamesAsync("devices?check=sip_enabled&checkState=good", "pass, fail, unknown, stale, notApplicable");

        var plan = (await api.PostAsync("plans", new { kind = "everything" })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(("kind: The value can't be read.", "Use one of: import, autoSync, map, unmap, retype, move, deleteIntegration."), (plan["detail"].GetString(), plan["cure"].GetString()));
        var order = (await api.PutAsync("source-order", new { sections = new[] { new { key = "colour", integrations = Array.Empty<string>() } } })).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("hardware", order["cure"].GetString(), StringComparison.Ordinal);

        async Task NamesAsync(string path, string names)
        {
            var answer = (await api.GetAsync(path)).Expect(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(names, answer["cure"].GetString(), StringComparison.Ordinal);
        }
    }
}
