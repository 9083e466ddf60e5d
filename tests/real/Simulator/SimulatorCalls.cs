using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MSPortal.Connectors.Addigy.Simulator;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>A simulator and a client of it, with the first account's token.</summary>
internal sealed class SimulatorCalls : IAsyncDisposable
{
    private readonly SocketsHttpHandler _handler = new();

    private SimulatorCalls(AddigySimulator simulator)
    {
        Simulator = simulator;
        Http = new HttpClient(_handler) { BaseAddress = simulator.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
        Http.DefaultRequestHeaders.Add("x-api-key", simulator.Accounts[0].Token);
    }

    public AddigySimulator Simulator { get; }

    public HttpClient Http { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SimulatorCalls> StartAsync(SimulatorOptions? options = null) =>
        new(await AddigySimulator.StartAsync(options ?? new SimulatorOptions { Companies = 12, Devices = 245 }));

    public static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");

    public async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : Content(json) };
        using var answer = await Http.SendAsync(request, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    public async Task<JsonNode> PostAsync(string path, string json)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, path, json);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Agent ids of a page.</summary>
    public async Task<List<string>> PageAsync(int page, string more = "") =>
        AgentIds(await PostAsync("devices", $$"""{"page":{{page}},"per_page":100,"sort_field":"serial_number","sort_direction":"asc"{{more}}}"""));

    /// <summary>Agent ids of all devices that fit a query.</summary>
    public async Task<List<string>> FoundAsync(string query) => AgentIds(await PostAsync(
        "devices", JsonSerializer.Serialize(new { per_page = 100, query = JsonNode.Parse(query) })));

    public static List<string> AgentIds(JsonNode answer) =>
        answer["items"] is JsonArray items ? [.. items.Select(item => item!["agentid"]!.GetValue<string>())] : [];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await Simulator.DisposeAsync();
    }
}
