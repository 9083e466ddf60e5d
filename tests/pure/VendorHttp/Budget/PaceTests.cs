using Microsoft.Extensions.Time.Testing;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp.Budget;

/// <summary>What a vendor's answers do to the rate and to the waits of its credential.</summary>
public sealed class PaceTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10.5);
    private readonly Lent _lent = new();

    public PaceTests() => _lent.Manifest = _lent.Manifest with { RequestLimit = new RequestLimit(500, TimeSpan.FromSeconds(10)) };

    public void Dispose() => _lent.Dispose();

    [Theory]
    [InlineData(503, null)]
    [InlineData(429, null)]
    [InlineData(429, "0")]
    public async Task Halves_the_rate_when_the_vendor_has_enough_and_recovers_within_three_windows(int status, string? retryAfter)
    {
        _lent.Vendor.Answer = (n, _) => Task.FromResult(n == 1 ? StubVendor.Status(status, retryAfter) : StubVendor.Status(200));
        using (var person = _lent.Client(isInteractive: true))
        using (var refused = await GetAsync(person))
            Assert.Equal(status, (int)refused.StatusCode);

        Assert.Equal(50, await InOneGoAsync());

        _lent.Clock.Advance(Window * 3);
        Assert.InRange(await InOneGoAsync(), 90, 100);
    }

    [Fact]
    public async Task Without_a_sign_from_the_vendor_the_whole_budget_is_used()
    {
        using (var person = _lent.Client(isInteractive: true))
        using (await GetAsync(person))
            Assert.Equal(100, await InOneGoAsync());
    }

    [Fact]
    public void Knows_a_slow_answer_by_what_is_usual()
    {
        var times = new AnswerTimes();
        for (var i = 0; i < 10; i++)
            Assert.False(times.IsSlow(TimeSpan.FromSeconds(0.2)));

        Assert.False(times.IsSlow(TimeSpan.FromSeconds(1.9)));
        Assert.True(times.IsSlow(TimeSpan.FromSeconds(5)));
        Assert.False(new AnswerTimes().IsSlow(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("120", 120, ErrorCodes.RateLimited)]
    [InlineData("7200", 7200, ErrorCodes.VendorBlocked)]
    [InlineData("31536000", 86_400, ErrorCodes.VendorBlocked)]
    [InlineData("Sat, 03 Jan 2026 03:04:05 GMT", 86_400, ErrorCodes.VendorBlocked)]
    public async Task Makes_no_call_before_the_end_of_a_wait_and_says_when_that_is(string retryAfter, double seconds, string code)
    {
        _lent.Vendor.Answers(StubVendor.Status(429, retryAfter), StubVendor.Status(200));
        using var client = _lent.Client();
        using (await _lent.PassTimeAsync(GetAsync(client)))
            Assert.Single(_lent.Vendor.Requests);

        _lent.Clock.Advance(TimeSpan.FromSeconds(seconds - 31));
        var error = Assert.IsType<VendorUnavailableException>(await _lent.FailAsync(GetAsync(client)));
        Assert.Equal((code, TimeSpan.FromSeconds(31)), (error.Code, error.RetryAfter));
        Assert.Single(_lent.Vendor.Requests);

        _lent.Clock.Advance(TimeSpan.FromSeconds(31));
        using var response = await _lent.PassTimeAsync(GetAsync(client));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["Vendor asked to wait", "The vendor of connector vendor answers again"], Lines());
    }

    [Theory]
    [InlineData("Fri, 02 Jan 2026 03:14:05 GMT", 600)]
    [InlineData("Fri, 02 Jan 2026 03:04:04 GMT", null)]
    public void Takes_a_date_by_the_vendors_own_clock_when_it_tells_the_time(string retryAfter, int? seconds)
    {
        using var answer = StubVendor.Status(429, retryAfter);
        answer.Headers.Date = _lent.Clock.GetUtcNow();
        var aDayBehind = new FakeTimeProvider(_lent.Clock.GetUtcNow().AddDays(-1));

        Assert.Equal(seconds, RetryAfter.Of(answer, aDayBehind)?.TotalSeconds);
    }

    private string[] Lines() =>
    [
        .. _lent.Logs.Entries.Select(entry => entry.Message).Where(line => !line.Contains(" gave ", StringComparison.Ordinal))
            .Select(line => line.Split(". ")[0].Split(" with this")[0]),
    ];

    // Only what the budget lets through without waiting.
    private async Task<int> InOneGoAsync()
    {
        var before = _lent.Vendor.Requests.Count(r => r.At > _lent.Clock.GetUtcNow() - Window);
        var start = _lent.Vendor.Requests.Count;
        using var end = new CancellationTokenSource();
        using var client = _lent.Client();
        var calls = Task.WhenAll(Enumerable.Range(0, 150).Select(async _ =>
        {
            try
            {
                using var response = await client.GetAsync(new Uri("devices", UriKind.Relative), end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The budget did not let it through.
            }
        }));
        for (var i = 0; i < 10; i++)
            await Lent.SettleAsync();
        var count = _lent.Vendor.Requests.Count - start + before;
        await end.CancelAsync();
        await calls;
        return count;
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client) =>
        client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);
}
