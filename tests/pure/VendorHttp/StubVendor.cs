using System.Collections.Concurrent;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp;

/// <summary>Stands for the wire: answers at once and remembers when it was asked what.</summary>
internal sealed class StubVendor(TimeProvider clock) : HttpMessageHandler
{
    private int _count;

    public ConcurrentQueue<(DateTimeOffset At, string Method, Uri Address, string Body)> Requests { get; } = [];

    /// <summary>Gives the answer to the n-th request, counted from one.</summary>
    public Func<int, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Task.FromResult(Status(200));

    /// <summary>Gives these answers in turn; the last one again and again, each time as an answer of its own.</summary>
    public void Answers(params HttpResponseMessage[] answers) => Answer = async (n, _) =>
        n < answers.Length ? answers[n - 1] : await CopyAsync(answers[^1]);

    public static HttpResponseMessage Status(int code, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)code) { Content = new StringContent("answer") };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    // Whoever asked reads and closes what it got: two who ask at the same time must not share one.
    private static async Task<HttpResponseMessage> CopyAsync(HttpResponseMessage answer)
    {
        var copy = new HttpResponseMessage(answer.StatusCode) { Content = new ByteArrayContent(await answer.Content.ReadAsByteArrayAsync()) };
        foreach (var header in answer.Headers)
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        foreach (var header in answer.Content.Headers)
            copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);

        return copy;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue((clock.GetUtcNow(), request.Method.Method, request.RequestUri!, body));
        return await Answer(Interlocked.Increment(ref _count), cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue((clock.GetUtcNow(), request.Method.Method, request.RequestUri!, ""));
        return Status(200);
    }
}
