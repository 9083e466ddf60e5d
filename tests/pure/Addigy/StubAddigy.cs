using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MSPortal.Connectors.Addigy;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

/// <summary>Answers in Addigy's place, and remembers what it was asked.</summary>
public sealed class StubAddigy
{
    public const string Token = "tok-4f2a-SECRET-9b1c";

    private readonly Dictionary<string, Func<Asked, HttpResponseMessage>> _answers = [];

    public StubAddigy()
    {
        On("configuration/whoami", """{ "name": "Example MSP", "organization_id": "org-1" }""");
        On("configuration/permissions", """["View Devices", "View Policies Activity"]""");
        On("oa/policies/query", """[{ "policyId": "p1", "name": "Contoso", "parent": null, "orgid": "org-1" }]""");
        On("devices", Page([Device("a1")]));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public List<Asked> Requests { get; } = [];

    public System.Net.Http.Headers.HttpRequestHeaders? DefaultHeaders { get; private set; }

    public static string Device(string id, string facts = "") =>
        $$"""{ "agentid": "{{id}}", "audit_date": "2026-11-24T08:00:00.5Z", "facts": { {{facts}} } }""";

    public static string Page(string[] devices, int page = 1, int pageCount = 1, int? total = null) =>
        $$"""
        { "items": [{{string.Join(',', devices)}}],
          "metadata": { "page": {{page}}, "page_count": {{pageCount}}, "per_page": 100, "result_count": {{devices.Length}}, "total": {{total ?? devices.Length}} } }
        """;

    public static HttpResponseMessage Answer(string body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        new(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };

    public StubAddigy On(string path, string body, HttpStatusCode status = HttpStatusCode.OK) => On(path, _ => Answer(body, status));

    public StubAddigy On(string path, Func<Asked, HttpResponseMessage> answer)
    {
        _answers[path] = answer;
        return this;
    }

    /// <summary>Gives every question the same answer.</summary>
    public StubAddigy OnAll(Func<HttpResponseMessage> answer)
    {
        foreach (var path in _answers.Keys.ToArray())
            On(path, _ => answer());

        return this;
    }

    public IConnection Connect(string? token = Token)
    {
        var client = new HttpClient(new Handler(this)) { BaseAddress = new Uri("https://api.example/api/v2/") };
        DefaultHeaders = client.DefaultRequestHeaders;
        var settings = new Dictionary<string, string>();
        if (token is not null)
            settings["api_token"] = token;

        return new AddigyConnector().Connect(new ConnectContext(client, settings, NullLogger.Instance, Clock));
    }

    public Task<ConnectionCheck> CheckAsync(string? token = Token) => Connect(token).CheckAsync(TestContext.Current.CancellationToken);

    public async Task<List<SourcePage>> ReadAsync(string source, string? cursor = null)
    {
        var pages = new List<SourcePage>();
        var from = Connect().Sources.Single(s => s.Key == source);
        await foreach (var page in from.ReadAsync(new ReadRequest(cursor), TestContext.Current.CancellationToken))
            pages.Add(page);

        return pages;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsoluteUri.Replace("https://api.example/api/v2/", "", StringComparison.Ordinal);
        var asked = new Asked(
            request.Method.Method,
            path,
            request.Headers.TryGetValues("x-api-key", out var keys) ? keys.Single() : null,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Requests.Add(asked);

        return _answers.GetValueOrDefault(path)?.Invoke(asked) ?? Answer("{}", HttpStatusCode.NotFound);
    }

    private sealed class Handler(StubAddigy addigy) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            addigy.AnswerAsync(request, cancellationToken);
    }
}

/// <summary>A request the stub received.</summary>
public sealed record Asked(string Method, string Path, string? Key, string Body)
{
    public int PageNumber => System.Text.Json.JsonDocument.Parse(Body).RootElement.GetProperty("page").GetInt32();
}
