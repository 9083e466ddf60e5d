using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>The API does what its description says: of each call, not of chosen ones.</summary>
public sealed partial class DescriptionTests
{
    // Take one of several members, so that none must be there.
    private static readonly string[] OneOfSeveral =
    [
        "PUT integrations/{id}/containers/{containerId}/mapping", "POST integrations/{id}/imports", "POST decisions/{id}", "POST devices/{id}/links",
    ];

    [Fact]
    public async Task Each_call_takes_the_parameters_that_it_names_and_refuses_others()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var ids = await FillAsync(api, simulator);
        var described = await Described.ReadAsync(host);
        var integrations = (await api.ListAsync("integrations")).Count;

        Assert.NotEmpty(described.Calls);
        foreach (var call in described.Calls)
        {
            Assert.All(call.QueryParameters, name => Assert.True(char.IsLower(name[0]), name));
            var answer = (await api.SendAsync(call.Method, $"{ids(call.Path)}?compny=x", described.Nothing(call))).Expect(HttpStatusCode.UnprocessableEntity);
            Assert.True(answer["code"].GetString() == "unknown_parameter", $"{call}: {answer.Text}");
            Assert.StartsWith("compny: ", answer["detail"].GetString(), StringComparison.Ordinal);
            foreach (var name in call.QueryParameters)
            {
                Assert.Contains(name, answer["cure"].GetString(), StringComparison.Ordinal);
                if (call.Method == HttpMethod.Get)
                    Assert.DoesNotContain("unknown_parameter", (await api.GetAsync($"{ids(call.Path)}?{name.ToUpperInvariant()}=")).Text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(integrations, (await api.ListAsync("integrations")).Count);
        var near = (await api.GetAsync("devices?compnyId=x&pageSize2=3")).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.StartsWith("Correct it or leave it out. This call takes: companyId, ", near["cure"].GetString(), StringComparison.Ordinal);
        Assert.Contains("takes: pageSize, ", (await api.GetAsync("devices?pageSize2=3"))["cure"].GetString(), StringComparison.Ordinal);
        Assert.Equal("Leave it out: this call takes none.", (await api.GetAsync("display-name?search=x"))["cure"].GetString());
    }

    [Fact]
    public async Task Parameters_that_the_documentation_names_are_taken()
    {
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, null);
        var described = await Described.ReadAsync(host);
        var named = Directory.EnumerateFiles(Path.Combine(Paths.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .SelectMany(file => Request().Matches(File.ReadAllText(file)).Select(m => (File: Path.GetFileName(file), Path: m.Groups["path"].Value, Query: m.Groups["query"].Value)))
            .ToList();

        Assert.True(named.Count > 5, $"{named.Count}");
        foreach (var (file, path, query) in named)
        {
            var calls = described.Calls.Where(c => c.Method == HttpMethod.Get && Regex.IsMatch($"/{c.Path}", $"^.*{Regex.Escape(path).Replace(@"\.\.\.", "", StringComparison.Ordinal)}$")).ToList();
            Assert.True(calls.Count > 0, $"{file}: {path}");
            foreach (var name in query.Split('&').Select(q => q.Split('=')[0]))
                Assert.True(calls.Any(c => c.QueryParameters.Contains(name)), $"{file}: {path}?{name}");
        }
    }

    [Fact]
    public async Task Answers_are_as_described()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 3, Devices = 20 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var ids = await FillAsync(api, simulator);
        var described = await Described.ReadAsync(host);

        List<string> faults = [];
        var compared = 0;
        foreach (var call in described.Calls.Where(c => c.Method == HttpMethod.Get))
        {
            var answer = await api.GetAsync($"{ids(call.Path)}{(call.Path == "why" ? "?query=Front%20desk" : "")}");
            if (answer.Status is HttpStatusCode.NotFound && call.Path.Count(c => c == '{') > 1)
                continue;

            compared++;
            faults.AddRange(described.Faults(call, answer.Expect(HttpStatusCode.OK)));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
        Assert.True(compared >= 30, $"{compared}");
    }

    [Fact]
    public async Task What_must_be_sent_is_refused_when_it_is_not_and_nothing_else()
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(Engine.Sqlite, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var ids = await FillAsync(api, simulator);
        var described = await Described.ReadAsync(host);

        List<string> faults = [];
        foreach (var call in described.Calls.Where(c => !OneOfSeveral.Contains($"{c}")))
        {
            if (described.MustBeSent(call) is not { } members)
                continue;

            var answer = await api.SendAsync(call.Method, ids(call.Path), JsonElement.Parse("{}"));
            var detail = answer.Body.ValueKind is JsonValueKind.Object && answer.Body.TryGetProperty("detail", out var said) ? said.GetString() : null;
            var isMissed = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;
            var isElsewhere = answer.Status is HttpStatusCode.NotFound && call.Path.Contains('{', StringComparison.Ordinal);
            if (members.Count > 0 && !isMissed && !isElsewhere)
                faults.Add($"{call} must have {string.Join(", ", members)}, and is answered without: {answer.Status} {detail}");
            if (members.Count == 0 && isMissed)
                faults.Add($"{call} need have nothing, and is refused: {detail}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A fleet with something of everything, and the ids that paths name.</summary>
    internal static async Task<Func<string, string>> FillAsync(ApiClient api, AddigySimulator simulator)
    {
        var flow = new Flow(api);
        await flow.ConnectAsync(simulator.Accounts[0].Token);
        await flow.MapAllAsync();
        (await api.PostAsync($"{flow.Path}/device-types/quick-create")).Expect(HttpStatusCode.OK);
        var import = await flow.ImportAsync(new { all = true });
        var device = (await api.ListAsync("devices"))[0].GetProperty("id").GetString()!;
        var other = (await api.PostAsync("companies", new { name = "Another" })).Expect(HttpStatusCode.Created)["id"].GetString()!;
        (await api.PostAsync($"devices/{device}/notes", new { text = "A note." })).Expect(HttpStatusCode.Created);
        var field = (await api.PostAsync("own-fields", new { name = "Tag", kind = "text" })).Expect(HttpStatusCode.Created)["id"].GetString()!;
        (await api.PutAsync($"devices/{device}/own-fields/{field}", new { value = "7" })).Expect(HttpStatusCode.NoContent);
        (await api.PutAsync($"devices/{device}/locks/name", new { value = "Front desk" })).Expect(HttpStatusCode.NoContent);
        var plan = (await api.PostAsync("plans", new { kind = "move", deviceIds = new[] { device }, companyId = other })).Expect(HttpStatusCode.Created)["id"].GetString()!;
        var run = (await api.ListAsync($"{flow.Path}/syncs"))[0].GetProperty("id").GetString()!;
        var container = (await api.ListAsync($"{flow.Path}/containers"))[0].GetProperty("id").GetString()!;
        var staged = (await api.ListAsync($"{flow.Path}/staged-devices"))[0].GetProperty("id").GetString()!;
        var change = (await api.ListAsync($"{flow.Path}/mapping-changes"))[0].GetProperty("id").GetString()!;
        return path => Parameter().Replace(path, name => name.Groups["name"].Value switch
        {
            "id" => path.Split('/')[0] switch { "devices" => device, "companies" => other, "plans" => plan, "own-fields" => field, "integrations" => flow.Integration, _ => Guid.NewGuid().ToString() },
            "runId" => run,
            "containerId" => container,
            "stagedDeviceId" => staged,
            "batchId" => change,
            "importId" => import["id"].GetString()!,
            "fieldId" => field,
            "key" => path.Contains("locks", StringComparison.Ordinal) ? "name" : "macbook_air",
            _ => Guid.NewGuid().ToString(),
        });
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"GET (?:/api/v1)?(?<path>[^\s`?]+)\?(?<query>[^\s`]+)")]
    private static partial Regex Request();
}
