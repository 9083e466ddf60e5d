using System.Net;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp;

public sealed class RetryCallsTests : IDisposable
{
    private readonly Lent _lent = new();

    public void Dispose() => _lent.Dispose();

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task Tries_four_times_and_then_hands_the_answer_over(int status)
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(status));

        using var response = await GetAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(4, _lent.Meter.RequestsSent);
        Assert.InRange(_lent.Meter.Waited(WaitReason.Retry), TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(90));
        Assert.Equal(TimeSpan.Zero, _lent.Meter.Waited(WaitReason.VendorAsked));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(301)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task Does_not_repeat_what_a_repetition_would_not_change(int status)
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(status));

        using var response = await GetAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Single(_lent.Vendor.Requests);
    }

    [Fact]
    public async Task Repeats_broken_connections_and_goes_on_when_it_works()
    {
        _lent.Vendor.Answer = (n, _) => n < 4
            ? Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ConnectionError))
            : Task.FromResult(StubVendor.Status(200));

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(4, _lent.Vendor.Requests.Count);
    }

    [Fact]
    public async Task Ends_an_attempt_that_takes_too_long_and_repeats_it()
    {
        _lent.Vendor.Answer = async (n, cancellationToken) =>
        {
            if (n == 1)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return StubVendor.Status(200);
        };

        using var response = await GetAsync();

        Assert.Equal(2, _lent.Vendor.Requests.Count);
        Assert.True(Gap(0) >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Sends_the_same_body_again()
    {
        _lent.Vendor.Answers(StubVendor.Status(500), StubVendor.Status(200));
        using var client = _lent.Client();
        using var content = new StreamContent(new OnceStream("the body"u8.ToArray()));

        using var response = await _lent.PassTimeAsync(
            client.PostAsync(new Uri("devices/search", UriKind.Relative), content, TestContext.Current.CancellationToken));

        Assert.Equal(["the body", "the body"], _lent.Vendor.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task Lets_a_person_wait_for_one_attempt_only()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(500));

        using var response = await GetAsync(isInteractive: true);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Single(_lent.Vendor.Requests);
    }

    [Fact]
    public async Task Lets_a_person_wait_for_ten_seconds()
    {
        _lent.Vendor.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return StubVendor.Status(200);
        };
        var start = _lent.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<VendorUnavailableException>(() => GetAsync(isInteractive: true));

        Assert.Equal(ErrorCodes.TimedOut, error.Code);
        Assert.Single(_lent.Vendor.Requests);
        Assert.InRange(_lent.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task Stops_waiting_when_the_caller_cancels()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(429, "20"));
        using var client = _lent.Client();
        using var cancellation = new CancellationTokenSource();

        var call = client.GetAsync(new Uri("devices", UriKind.Relative), cancellation.Token);
        await Lent.SettleAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(_lent.Vendor.Requests);
    }

    private TimeSpan Gap(int after)
    {
        var times = _lent.Vendor.Requests.Select(request => request.At).ToArray();
        return times[after + 1] - times[after];
    }

    private async Task<HttpResponseMessage> GetAsync(bool isInteractive = false)
    {
        using var client = _lent.Client(isInteractive);
        return await _lent.PassTimeAsync(
            client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private sealed class OnceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
