using System.Net;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>POST devices, page by page.</summary>
public sealed class DevicePages
{
    [Fact]
    public async Task Pages_cover_all_devices_without_overlap()
    {
        await using var calls = await SimulatorCalls.StartAsync();

        List<string> seen = [.. await calls.PageAsync(1), .. await calls.PageAsync(2), .. await calls.PageAsync(3)];

        Assert.Equal(245, seen.Count);
        Assert.Equal(calls.Simulator.Accounts[0].Fleet.Devices.Select(device => device.AgentId).Order(), seen.Order());
    }

    [Fact]
    public async Task Metadata_tells_pages_and_total()
    {
        await using var calls = await SimulatorCalls.StartAsync();

        var metadata = (await calls.PostAsync("devices/", """{"page":3,"per_page":100}"""))["metadata"]!;

        Assert.Equal("""{"page":3,"page_count":3,"per_page":100,"result_count":45,"total":245}""", metadata.ToJsonString());
    }

    [Theory]
    [InlineData("{}", 50)]
    [InlineData("""{"per_page":1000}""", 100)]
    [InlineData("""{"per_page":7}""", 7)]
    public async Task Size_of_a_page_has_a_default_and_a_cap(string request, int size)
    {
        await using var calls = await SimulatorCalls.StartAsync();

        var answer = await calls.PostAsync("devices", request);

        Assert.Equal(size, SimulatorCalls.AgentIds(answer).Count);
        Assert.Equal(size, answer["metadata"]!["per_page"]!.GetValue<int>());
    }

    [Fact]
    public async Task Items_are_null_beyond_the_last_page()
    {
        await using var calls = await SimulatorCalls.StartAsync();

        var answer = await calls.PostAsync("devices", """{"page":4,"per_page":100}""");

        Assert.True(answer.AsObject().ContainsKey("items"));
        Assert.Null(answer["items"]);
    }

    [Fact]
    public async Task Items_are_null_in_an_empty_fleet()
    {
        await using var calls = await SimulatorCalls.StartAsync(new SimulatorOptions { Companies = 2, Devices = 0 });

        var answer = await calls.PostAsync("devices", "{}");

        Assert.Null(answer["items"]);
        Assert.Equal(0, answer["metadata"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Only_known_facts_that_were_asked_for_come_back()
    {
        await using var calls = await SimulatorCalls.StartAsync();

        var answer = await calls.PostAsync("devices", """{"desired_fact_identifiers":["device_name","no_such_fact","policy_ids"]}""");

        var facts = answer["items"]![0]!["facts"]!.AsObject();
        Assert.Equal(["device_name", "policy_ids"], facts.Select(fact => fact.Key));
        Assert.Equal("list", facts["policy_ids"]!["type"]!.GetValue<string>());
        Assert.Equal("", facts["policy_ids"]!["error_msg"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_wanted_facts_the_policy_is_not_among_them()
    {
        await using var calls = await SimulatorCalls.StartAsync();

        var facts = (await calls.PostAsync("devices", "{}"))["items"]![0]!["facts"]!.AsObject();

        Assert.True(facts.ContainsKey("device_name"));
        Assert.False(facts.ContainsKey("policy_id"));
    }

    [Fact]
    public async Task Sorts_both_ways()
    {
        await using var calls = await SimulatorCalls.StartAsync(new SimulatorOptions { Companies = 3, Devices = 60, HasOddities = false });

        var up = await NamesAsync(calls, "asc");
        var down = await NamesAsync(calls, "desc");

        Assert.Equal(up.Order(StringComparer.Ordinal), up);
        Assert.Equal(up.AsEnumerable().Reverse(), down);
    }

    [Fact]
    public async Task The_path_with_the_organization_answers_the_same()
    {
        await using var calls = await SimulatorCalls.StartAsync();
        var organization = calls.Simulator.Accounts[0].OrganizationId;

        var plain = await calls.PostAsync("devices", "{}");
        var scoped = await calls.PostAsync($"o/{organization}/devices", "{}");

        Assert.True(JsonNode.DeepEquals(plain, scoped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"page":"one"}""")]
    [InlineData("""{"per_page":-1}""")]
    [InlineData("""{"query":{"filters":[{"audit_field":"online","operation":"like","value":1}]}}""")]
    public async Task A_bad_request_is_refused_with_the_error_object(string request)
    {
        await using var calls = await SimulatorCalls.StartAsync();

        var (status, text) = await calls.SendAsync(HttpMethod.Post, "devices", request);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = JsonNode.Parse(text)!;
        Assert.Equal(400, error["code"]!.GetValue<int>());
        Assert.NotEmpty(error["message"]!.GetValue<string>());
        Assert.NotNull(error["error_chain"]);
    }

    private static async Task<List<string>> NamesAsync(SimulatorCalls calls, string direction)
    {
        var answer = await calls.PostAsync("devices", $$"""
            {"per_page":100,"sort_field":"device_name","sort_direction":"{{direction}}","desired_fact_identifiers":["device_name"]}
            """);
        return [.. answer["items"]!.AsArray().Select(item => item!["facts"]!["device_name"]!["value"]!.GetValue<string>())];
    }
}
