using System.Net;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Api;

/// <summary>Of each list of the API's description: clients ask them all alike.</summary>
public sealed class EveryListTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_list_takes_a_page_a_size_and_a_search(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 3, Devices = 12 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var ids = await DescriptionTests.FillAsync(api, simulator);
        var described = await Described.ReadAsync(host);
        var lists = described.Calls.Where(c => c.Method == HttpMethod.Get && described.AnswersList(c)).ToList();

        Assert.True(lists.Count >= 27, string.Join('\n', lists));
        foreach (var list in lists)
        {
            var path = ids(list.Path);
            var whole = await api.GetAsync($"{path}?page=1&pageSize=200");
            Assert.True(whole.Status == HttpStatusCode.OK, $"{list}: {whole.Text}");
            var rows = Rows(whole);
            Assert.True(Rows(await api.GetAsync($"{path}?page=1&pageSize=1&search=")) == Math.Min(1, rows), $"{list}: {whole.Text}");
            Assert.True(Rows(await api.GetAsync($"{path}?page=1000")) == 0, $"{list}: a page past the end is empty");
            Assert.True(Rows(await api.GetAsync($"{path}?search=no%20row%20holds%20this%20text")) == 0, $"{list}: the search is not looked at");
            Assert.Equal("invalid_value", (await api.GetAsync($"{path}?page=0")).Expect(HttpStatusCode.UnprocessableEntity)["code"].GetString());

            // However long a list is, its pages add up to it.
            var seen = 0;
            for (var page = 1; rows <= 40 && page <= rows; page++)
                seen += Rows(await api.GetAsync($"{path}?page={page}&pageSize=1"));
            Assert.True(rows > 40 || seen == rows, $"{list}: {seen} of {rows}");
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task No_parameter_fails_by_what_no_text_can_hold(Engine engine)
    {
        await using var simulator = await AddigySimulator.StartAsync(new SimulatorOptions { Companies = 2, Devices = 6 });
        await using var host = await BuiltHost.StartAsync(engine, simulator.BaseAddress);
        using var api = await host.ClientAsync();
        var ids = await DescriptionTests.FillAsync(api, simulator);
        var described = await Described.ReadAsync(host);

        List<string> faults = [];
        foreach (var call in described.Calls.Where(c => c.Method == HttpMethod.Get))
        {
            foreach (var name in call.QueryParameters)
            {
                foreach (var value in new[] { "%00", "%01", "a%00b", "%20%00%09", "%EF%BF%BF" })
                {
                    var answer = await api.GetAsync($"{ids(call.Path)}?{name}={value}");
                    if ((int)answer.Status >= 500)
                        faults.Add($"{call} {name}={value}: {answer.Text}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    // Rows of the first list that the answer holds: its own, or that of a report's or the books' parts.
    private static int Rows(ApiAnswer answer)
    {
        var body = answer.Expect(HttpStatusCode.OK).Body;
        if (body.ValueKind is JsonValueKind.Array)
            return body.GetArrayLength();
        if (body.TryGetProperty("steps", out var steps))
            body = steps;
        return new[] { "items", "companies", "integrations", "byContainer" }.Where(n => body.TryGetProperty(n, out _)).Select(n => body.GetProperty(n).GetArrayLength()).First();
    }
}
