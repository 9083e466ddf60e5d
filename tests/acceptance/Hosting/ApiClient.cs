using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace MSPortal.Connectors.Tests.Acceptance.Hosting;

/// <summary>An answer of the REST API.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body, string Text)
{
    public JsonElement this[string property] => Body.GetProperty(property);

    public ApiAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {status} but got {Status}: {Text}");
        return this;
    }
}

/// <summary>Talks to the REST API as a program would.</summary>
internal sealed class ApiClient(Uri host, string? token) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(host, "/api/v1/") };

    public string? Token { get; } = token;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiAnswer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<ApiAnswer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;
        return new ApiAnswer(response.StatusCode, isJson ? JsonElement.Parse(text) : default, text);
    }

    /// <summary>All rows of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path)
    {
        List<JsonElement> rows = [];
        for (var page = 1; ; page++)
        {
            var answer = (await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page={page}&pageSize=200")).Expect(HttpStatusCode.OK);
            rows.AddRange(answer["items"].EnumerateArray());
            if (rows.Count >= answer["total"].GetInt32() || answer["items"].GetArrayLength() == 0)
                return rows;
        }
    }

    public void Dispose() => _http.Dispose();
}
