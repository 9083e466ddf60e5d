using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Real.VendorHttp;

public sealed class VendorHttpTests
{
    private static readonly VendorHttpOptions Impatient = new()
    {
        FirstRetryDelay = TimeSpan.FromMilliseconds(10),
        AttemptTimeout = TimeSpan.FromMilliseconds(300),
        InteractiveTimeout = TimeSpan.FromMilliseconds(300),
    };

    [Fact]
    public async Task Hands_over_an_answer()
    {
        await using var vendor = await LoopbackVendor.StartAsync((http, _) => http.Response.WriteAsync("hello"));

        using var response = await vendor.GetAsync();

        Assert.Equal("hello", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, vendor.Meter.RequestsSent);
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        await using var vendor = await LoopbackVendor.StartAsync((_, _) => Task.CompletedTask);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await AssertUnavailableAsync(ErrorCodes.ConnectionFailed, () => vendor.GetAsync(new Uri($"http://127.0.0.1:{port}/")));

        Assert.Equal(4, vendor.Meter.RequestsSent);
    }

    [Fact]
    public async Task Says_that_a_name_does_not_exist()
    {
        await using var vendor = await LoopbackVendor.StartAsync((_, _) => Task.CompletedTask);

        await AssertUnavailableAsync(
            ErrorCodes.NameNotFound, () => vendor.GetAsync(new Uri("http://vendor.invalid/"), isInteractive: true));
    }

    [Fact]
    public async Task Says_that_a_certificate_is_not_trusted_and_does_not_try_again()
    {
        await using var vendor = await LoopbackVendor.StartAsync((_, _) => Task.CompletedTask);

        await AssertUnavailableAsync(ErrorCodes.TlsFailed, () => vendor.GetAsync(vendor.Https));

        Assert.Equal(0, vendor.Requests);
        Assert.Equal(1, vendor.Meter.RequestsSent);
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 1)]
    public async Task Gives_up_on_a_vendor_that_hangs(bool isInteractive, int attempts)
    {
        await using var vendor = await LoopbackVendor.StartAsync(
            (http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted), Impatient);

        await AssertUnavailableAsync(ErrorCodes.TimedOut, () => vendor.GetAsync(isInteractive: isInteractive));

        Assert.Equal(attempts, vendor.Meter.RequestsSent);
    }

    [Fact]
    public async Task Does_not_follow_a_redirect()
    {
        await using var vendor = await LoopbackVendor.StartAsync((http, _) =>
        {
            http.Response.Redirect("/devices/elsewhere");
            return Task.CompletedTask;
        });

        using var response = await vendor.GetAsync();

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(1, vendor.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Brings_no_credentials_to_where_a_redirect_points(int status)
    {
        await using var elsewhere = await LoopbackVendor.StartAsync((_, _) => Task.CompletedTask);
        await using var vendor = await LoopbackVendor.StartAsync((http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = new Uri(elsewhere.Http, "devices").ToString();
            return Task.CompletedTask;
        });
        using var client = vendor.Client();
        client.DefaultRequestHeaders.Add("x-api-key", "secret");

        using var response = await client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal((1, 0), (vendor.Requests, elsewhere.Requests));

        // Twin: one that follows redirects would have brought them there.
        using var follower = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = vendor.Http };
        follower.DefaultRequestHeaders.Add("x-api-key", "secret");
        using var followed = await follower.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(1, elsewhere.Requests);
    }

    [Fact]
    public async Task Refuses_an_address_of_this_machine_that_the_operator_did_not_choose()
    {
        await using var vendor = await LoopbackVendor.StartAsync((_, _) => Task.CompletedTask);

        var error = await Assert.ThrowsAsync<SetupRefusedException>(() => vendor.GetAsync(isOperatorsAddress: false));

        Assert.Equal("address_not_allowed", error.Code);
        Assert.Equal((0, 1), (vendor.Requests, vendor.Meter.RequestsSent));
        using var allowed = await vendor.GetAsync();
        Assert.Equal(1, vendor.Requests);
    }

    [Fact]
    public async Task Keeps_no_cookies()
    {
        var sent = new List<string>();
        await using var vendor = await LoopbackVendor.StartAsync((http, _) =>
        {
            sent.Add(http.Request.Headers.Cookie.ToString());
            http.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });

        using var first = await vendor.GetAsync();
        using var second = await vendor.GetAsync();

        Assert.Equal(["", ""], sent);
    }

    [Fact]
    public async Task Gets_over_a_fault_of_the_vendor()
    {
        await using var vendor = await LoopbackVendor.StartAsync((http, n) =>
        {
            http.Response.StatusCode = n < 3 ? 502 : 200;
            return Task.CompletedTask;
        });

        using var response = await vendor.GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, vendor.Requests);
    }

    [Fact]
    public async Task Waits_when_the_vendor_asks()
    {
        await using var vendor = await LoopbackVendor.StartAsync((http, n) =>
        {
            http.Response.StatusCode = n == 1 ? 429 : 200;
            http.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
        var watch = Stopwatch.StartNew();

        using var response = await vendor.GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.95));
        Assert.InRange(vendor.Meter.Waited(WaitReason.VendorAsked), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Leaves_the_callers_cancellation_alone()
    {
        using var cancellation = new CancellationTokenSource();
        await using var vendor = await LoopbackVendor.StartAsync(async (http, _) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var client = vendor.Client();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetAsync(new Uri("devices", UriKind.Relative), cancellation.Token));

        Assert.Equal(1, vendor.Meter.RequestsSent);
    }

    private static async Task AssertUnavailableAsync(string code, Func<Task<HttpResponseMessage>> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<VendorUnavailableException>(call)).Code);
}
