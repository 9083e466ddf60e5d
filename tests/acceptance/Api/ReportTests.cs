using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Reports, history and "why", over the API: figures lead to lists, files are harmless, questions have answers.</summary>
public sealed class ReportTests
{
    private const string Formula = "=HYPERLINK(\"http://evil.example\";\"Acme\")";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Every_figure_leads_to_a_list_of_as_many_devices(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 9, Companies = 8, Devices = 150 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = await ImportedAsync(api, simulator);
        var devices = (await api.ListAsync("devices")).Count;

        var compliance = (await api.GetAsync("reports/compliance")).Expect(HttpStatusCode.OK);
        foreach (var check in compliance["overall"].GetProperty("checks").EnumerateArray())
        {
            var (key, counts) = (check.GetProperty("key").GetString(), check.GetProperty("counts"));
            string[] states = ["pass", "fail", "unknown", "stale"];
            Assert.Equal(devices, states.Sum(s => counts.GetProperty(s).GetInt32()));
            foreach (var state in states)
                Assert.Equal(counts.GetProperty(state).GetInt32(), await TotalAsync(api, $"devices?check={key}&checkState={state}"));
        }

        foreach (var version in (await api.GetAsync("reports/os-versions"))["overall"].GetProperty("versions").EnumerateArray())
        {
            var (name, number) = (version.GetProperty("osName").GetString() ?? "unknown", version.GetProperty("osVersion").GetString() ?? "unknown");
            Assert.Equal(version.GetProperty("devices").GetInt32(), await TotalAsync(api, $"devices?osName={name}&osVersion={number}"));
        }

        foreach (var row in (await api.GetAsync("reports/stale?days=14"))["companies"].EnumerateArray())
        {
            var company = row.GetProperty("company").GetProperty("id").GetString();
            foreach (var state in (string[])["current", "stale", "unknown"])
                Assert.Equal(row.GetProperty(state).GetInt32(), await TotalAsync(api, $"devices?seen={state}&days=14&companyId={company}"));
        }

        var numbers = (await api.GetAsync("reports/devices"))["overall"];
        Assert.Equal(devices, numbers.GetProperty("types").EnumerateArray().Sum(t => t.GetProperty("devices").GetInt32()));
        var coverage = (await api.GetAsync("reports/coverage"))["overall"];
        Assert.Equal((150, devices), (coverage.GetProperty("source").GetInt32(), coverage.GetProperty("imported").GetInt32()));
        Assert.Equal((await api.ListAsync($"{flow.Path}/staged-devices?unimported=true")).Count, coverage.GetProperty("new").GetInt32());
        Assert.Equal((await api.ListAsync($"{flow.Path}/staged-devices?imported=true")).Count, coverage.GetProperty("imported").GetInt32());
        foreach (var wrong in (string[])["devices?check=nothing&checkState=pass", "devices?check=supervised", "devices?seen=1", "devices?seen=never", "reports/stale?days=0", "reports/stale?format=xml", "reports/compliance?days=99999"])
        {
            var refused = (await api.GetAsync(wrong)).Expect(HttpStatusCode.UnprocessableEntity);
            Assert.Equal("invalid_value", refused["code"].GetString());
            Assert.NotEmpty(refused["cure"].GetString()!);
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_figure_of_coverage_is_the_total_of_a_list(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 9, Companies = 8, Devices = 150 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var flow = await ImportedAsync(api, simulator);

        var integration = (await api.GetAsync("reports/coverage"))["integrations"][0];
        string[] figures = ["source", "imported", "difference", "new", "failed", "held", "typeUnmapped", "typeIgnored", "notSeen"];
        var companies = integration.GetProperty("companies").EnumerateArray().Where(r => r.GetProperty("company").ValueKind is JsonValueKind.Object).ToList();
        Assert.NotEmpty(companies);
        foreach (var row in companies)
        {
            var (counts, company) = (row.GetProperty("counts"), row.GetProperty("company").GetProperty("id").GetString());
            Assert.Equal(0, counts.GetProperty("other").GetInt32());
            foreach (var figure in figures)
                Assert.Equal((figure, counts.GetProperty(figure).GetInt32()), (figure, await TotalAsync(api, $"{flow.Path}/staged-devices?figure={figure}&companyId={company}")));
        }

        var total = integration.GetProperty("total");
        var counted = total.GetProperty("unmapped").GetInt32() + total.GetProperty("noContainer").GetInt32() + total.GetProperty("other").GetInt32();
        Assert.Equal(total.GetProperty("source").GetInt32() - counted, await TotalAsync(api, $"{flow.Path}/staged-devices?figure=source"));
        Assert.Equal(total.GetProperty("difference").GetInt32() - counted, await TotalAsync(api, $"{flow.Path}/staged-devices?figure=difference"));
        Assert.Equal("invalid_value", (await api.GetAsync($"{flow.Path}/staged-devices?figure=unmapped")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());

        var first = (await api.GetAsync($"{flow.Path}/staged-devices?pageSize=1"))["items"][0];
        var one = (await api.GetAsync($"{flow.Path}/staged-devices/{first.GetProperty("id").GetString()}")).Expect(HttpStatusCode.OK);
        Assert.Equal(first.GetRawText(), one.Text);
        var container = (await api.ListAsync($"{flow.Path}/containers")).Single(c => c.GetProperty("id").GetString() == one["containerId"].GetString());
        Assert.Equal(container.GetProperty("path").GetString(), one["containerPath"].GetString());
        (await api.GetAsync($"{flow.Path}/staged-devices/{Guid.NewGuid()}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reports_are_listed_with_their_addresses_and_come_as_files_that_Excel_reads()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 9, Companies = 8, Devices = 150 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        await ImportedAsync(api, simulator);
        var company = (await api.ListAsync("companies")).MaxBy(c => c.GetProperty("devices").GetInt32()).GetProperty("id").GetString();
        (await api.PatchAsync($"companies/{company}", new { name = "Zoë Łódź" })).Expect(HttpStatusCode.OK);

        var reports = (await api.GetAsync("reports")).Expect(HttpStatusCode.OK);
        Assert.Equal(["compliance", "os-versions", "stale", "devices", "coverage"], reports["items"].EnumerateArray().Select(r => r.GetProperty("key").GetString()));
        List<string> files = ["audit?format=csv&action=company"];
        foreach (var report in reports["items"].EnumerateArray())
        {
            var address = report.GetProperty("address").GetString()!;
            (await api.GetAsync(address)).Expect(HttpStatusCode.OK);
            files.Add($"{address}?format=csv");
        }

        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(host.Address, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", api.Token);
        List<string> names = [];
        foreach (var file in files)
        {
            using var response = await http.GetAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
            Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
            names.Add(response.Content.Headers.ContentDisposition!.FileName!);
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
            Assert.Contains("Zoë Łódź", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        }

        using var now = await http.GetAsync("about", TestContext.Current.CancellationToken);
        var day = now.Headers.Date!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal([.. new[] { "audit-log", "compliance", "os-versions", "stale-devices", "device-counts", "coverage" }.Select(n => $"{n}-{day}.csv")], names);
    }

    [Fact]
    public async Task A_file_of_a_report_holds_no_formula()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 9, Companies = 8, Devices = 150 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        await ImportedAsync(api, simulator);

        // A company that somebody named so, and a device type.
        var company = (await api.ListAsync("companies")).MaxBy(c => c.GetProperty("devices").GetInt32()).GetProperty("id").GetString();
        (await api.PatchAsync($"companies/{company}", new { name = Formula })).Expect(HttpStatusCode.OK);
        var type = (await api.ListAsync("device-types")).MaxBy(t => t.GetProperty("devices").GetInt32()).GetProperty("id").GetString();
        (await api.PatchAsync($"device-types/{type}", new { name = "@SUM(A1)" })).Expect(HttpStatusCode.NoContent);

        foreach (var report in (string[])["compliance", "os-versions", "stale", "devices", "coverage"])
        {
            var csv = (await api.GetAsync($"reports/{report}?format=csv")).Expect(HttpStatusCode.OK).Text;
            Assert.Contains("HYPERLINK", csv, StringComparison.Ordinal);
            Assert.All(csv.Split("\r\n").SelectMany(Fields), field => Assert.False(field.Length > 0 && "=@+\t".Contains(field[0], StringComparison.Ordinal), $"{report}: {field}"));
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Anyone_may_ask_why_and_look_at_what_changed(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Seed = 9, Companies = 8, Devices = 150 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var owner = await host.ClientAsync();
        var flow = await ImportedAsync(owner, simulator);
        var token = (await owner.PostAsync("tokens", new { name = "Looks only", role = "viewer" })).Expect(HttpStatusCode.Created)["token"].GetString();
        using var api = new ApiClient(host.Address, token);
        var device = (await api.ListAsync("devices")).First(d => d.GetProperty("serialNumber").GetString() is { Length: > 8 });

        var why = (await api.GetAsync($"why?query={device.GetProperty("serialNumber").GetString()}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("imported", 1), (why["state"].GetString(), why["matches"].GetInt32()));
        Assert.Equal($"/devices/{device.GetProperty("id").GetString()}", why["step"].GetProperty("link").GetString());
        Assert.True(why["places"][0].GetProperty("trace").GetArrayLength() >= 4, why.Text);

        var waiting = (await api.ListAsync($"{flow.Path}/staged-devices?status=new"))[0];
        why = (await api.GetAsync($"why?query={waiting.GetProperty("externalId").GetString()}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("new", "importDevices"), (why["state"].GetString(), why["step"].GetProperty("needs").GetString()));
        Assert.Equal("query_too_short", (await api.GetAsync("why?query=q")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());
        Assert.Equal("query_too_short", (await api.GetAsync("why")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());

        var history = (await api.GetAsync($"devices/{device.GetProperty("id").GetString()}/history")).Expect(HttpStatusCode.OK);
        Assert.Equal(("imported", 1), (history["items"][0].GetProperty("key").GetString(), history["total"].GetInt32()));
        (await api.GetAsync($"devices/{Guid.NewGuid()}/history")).Expect(HttpStatusCode.NotFound);
    }

    // One type stays out of the inventory.
    private static async Task<Flow> ImportedAsync(ApiClient api, AddigySimulator simulator)
    {
        var flow = new Flow(api);
        await flow.AddCompaniesAsync(simulator.Accounts[0].Fleet.Companies);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        await flow.SyncAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        var types = (await api.GetAsync($"{flow.Path}/device-types")).Body;
        var keys = (types.ValueKind == JsonValueKind.Array ? types : types.GetProperty("items")).EnumerateArray().Select(t => t.GetProperty("key").GetString()).ToList();
        foreach (var key in keys.Skip(1))
            await flow.ImportAsync(new { typeKey = key });
        return flow;
    }

    private static async Task<int> TotalAsync(ApiClient api, string path) =>
        (await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{path}&pageSize=1"))).Expect(HttpStatusCode.OK)["total"].GetInt32();

    private static IEnumerable<string> Fields(string line)
    {
        var field = "";
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                yield return field;
                field = "";
            }
            else
            {
                field += letter;
            }
        }

        yield return field;
    }
}
