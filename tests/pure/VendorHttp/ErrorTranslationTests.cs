using System.Net.Sockets;
using System.Security.Authentication;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp;

public sealed class ErrorTranslationTests : IDisposable
{
    private readonly Lent _lent = new();

    public static TheoryData<Exception, string> Failures => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), ErrorCodes.NameNotFound },
        { new HttpRequestException("", new SocketException((int)SocketError.HostNotFound)), ErrorCodes.NameNotFound },
        { new HttpRequestException(HttpRequestError.ConnectionError), ErrorCodes.ConnectionFailed },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), ErrorCodes.ConnectionFailed },
        { new HttpRequestException(HttpRequestError.InvalidResponse), ErrorCodes.ConnectionFailed },
        { new HttpRequestException("", new IOException()), ErrorCodes.ConnectionFailed },
        { new IOException(), ErrorCodes.ConnectionFailed },
        { new SocketException((int)SocketError.ConnectionReset), ErrorCodes.ConnectionFailed },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), ErrorCodes.TlsFailed },
        { new HttpRequestException("", new AuthenticationException("NotTimeValid")), ErrorCodes.TlsFailed },
        { new TaskCanceledException("", new TimeoutException()), ErrorCodes.TimedOut },
        { new TimeoutException(), ErrorCodes.TimedOut },
    };

    public void Dispose() => _lent.Dispose();

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Names_the_kind_of_failure_and_the_host_only(Exception failure, string code)
    {
        _lent.Vendor.Answer = (_, _) => Task.FromException<HttpResponseMessage>(failure);
        using var client = _lent.Client();

        var error = await _lent.FailAsync(GetAsync(client, "devices?token=secret"));

        Assert.IsType<VendorUnavailableException>(error);
        Assert.Equal(code, error.Code);
        Assert.Contains("api.vendor.example", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + error.Cure, StringComparison.Ordinal);
        Assert.NotEmpty(error.Cure);
    }

    [Fact]
    public async Task Does_not_repeat_a_refused_certificate()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.SecureConnectionError));
        using var client = _lent.Client();

        await _lent.FailAsync(GetAsync(client, "devices"));

        Assert.Single(_lent.Vendor.Requests);
    }

    [Fact]
    public async Task Calls_a_body_that_cannot_be_decompressed_broken()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromException<HttpResponseMessage>(new InvalidDataException());
        using var client = _lent.Client();

        var error = await _lent.FailAsync(GetAsync(client, "devices"));

        Assert.IsType<UnexpectedAnswerException>(error);
        Assert.Equal(ErrorCodes.AnswerBroken, error.Code);
        Assert.Single(_lent.Vendor.Requests);
    }

    [Fact]
    public async Task Leaves_the_callers_cancellation_alone()
    {
        using var cancellation = new CancellationTokenSource();
        _lent.Vendor.Answer = async (_, cancellationToken) =>
        {
            await cancellation.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return StubVendor.Status(200);
        };
        using var client = _lent.Client();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetAsync(new Uri("devices", UriKind.Relative), cancellation.Token));
    }

    [Fact]
    public async Task Lets_a_bug_stay_a_bug()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromException<HttpResponseMessage>(new InvalidOperationException());
        using var client = _lent.Client();

        await Assert.ThrowsAsync<InvalidOperationException>(() => GetAsync(client, "devices"));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Refuses_an_answer_that_is_too_large(int bytes, bool fits)
    {
        using var lent = new Lent(new VendorHttpOptions { MaxAnswerBytes = 100 });
        lent.Vendor.Answer = (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new NoLength(new byte[bytes])) });
        using var client = lent.Client();

        if (fits)
        {
            using var response = await GetAsync(client, "devices");
            Assert.Equal(bytes, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
            return;
        }

        var error = await lent.FailAsync(GetAsync(client, "devices"));
        Assert.Equal(ErrorCodes.AnswerUnexpected, error.Code);
        Assert.Contains("larger than", error.Message, StringComparison.Ordinal);
        Assert.Single(lent.Vendor.Requests);
    }

    [Fact]
    public async Task Keeps_the_headers_of_the_body()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StringContent("{}", null, "application/problem+json") });
        using var client = _lent.Client();

        using var response = await GetAsync(client, "devices");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Logs_no_header_body_or_query()
    {
        using var client = _lent.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("devices/search?q=secret1", UriKind.Relative))
        {
            Content = new StringContent("secret2"),
        };
        request.Headers.Add("x-api-key", "secret3");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("vendor: POST /api/v2/devices/search gave 200 after 0 ms.", Assert.Single(_lent.Logs.Entries).Message);
    }

    [Fact]
    public void Refuses_a_base_address_that_would_lose_its_last_segment()
    {
        using var factory = new VendorHttpFactory(_lent.Clock, _lent.Logs, new VendorHttpOptions(), new StatesInMemory(_lent.Clock));

        Assert.Throws<ArgumentException>(() => factory.Create(
            new VendorCallScope(_lent.Manifest, new Uri("https://api.vendor.example/api/v2"), "a", _lent.Meter, false)));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string address) =>
        client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    private sealed class NoLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
