using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Real.VendorHttp;

public sealed class AnswerBodyTests
{
    private static readonly VendorHttpOptions Impatient = new()
    {
        FirstRetryDelay = TimeSpan.FromMilliseconds(10),
        AttemptTimeout = TimeSpan.FromMilliseconds(300),
        InteractiveTimeout = TimeSpan.FromMilliseconds(300),
        MaxAnswerBytes = 1024 * 1024,
    };

    [Fact]
    public async Task Gives_up_on_a_body_that_stalls()
    {
        await using var vendor = await LoopbackVendor.StartAsync(
            async (http, _) =>
            {
                await BeginBodyAsync(http);
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            },
            Impatient);

        await AssertUnavailableAsync(ErrorCodes.TimedOut, () => vendor.GetAsync());
    }

    [Fact]
    public async Task Gives_up_on_a_body_that_always_breaks_off()
    {
        await using var vendor = await LoopbackVendor.StartAsync(BreakOffAsync);

        await AssertUnavailableAsync(ErrorCodes.ConnectionFailed, () => vendor.GetAsync());

        Assert.Equal(4, vendor.Requests);
    }

    [Fact]
    public async Task Reads_a_body_again_that_broke_off()
    {
        await using var vendor = await LoopbackVendor.StartAsync(
            (http, n) => n == 1 ? BreakOffAsync(http, n) : http.Response.WriteAsync("whole"));

        using var response = await vendor.GetAsync();

        Assert.Equal("whole", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Decompresses_an_answer()
    {
        await using var vendor = await LoopbackVendor.StartAsync((http, _) => GzipAsync(http, 1000));

        using var response = await vendor.GetAsync();

        Assert.Equal(1000, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Stops_a_small_answer_that_decompresses_to_a_huge_one()
    {
        await using var vendor = await LoopbackVendor.StartAsync((http, _) => GzipAsync(http, 20 * 1024 * 1024), Impatient with { AttemptTimeout = TimeSpan.FromSeconds(30) });

        var error = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => vendor.GetAsync());

        Assert.Equal(ErrorCodes.AnswerUnexpected, error.Code);
        Assert.Equal("The answer of 127.0.0.1 is larger than 1 MB.", error.Message);
        Assert.Equal(1, vendor.Requests);
    }

    [Fact]
    public async Task Calls_a_corrupt_compressed_answer_broken()
    {
        await using var vendor = await LoopbackVendor.StartAsync(async (http, _) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.WriteAsync("this is not gzip");
        });

        var error = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => vendor.GetAsync());

        Assert.Equal(ErrorCodes.AnswerBroken, error.Code);
    }

    private static async Task AssertUnavailableAsync(string code, Func<Task<HttpResponseMessage>> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<VendorUnavailableException>(call)).Code);

    private static async Task BeginBodyAsync(HttpContext http)
    {
        http.Response.ContentLength = 1000;
        await http.Response.WriteAsync("only a part");
        await http.Response.Body.FlushAsync();
    }

    private static async Task BreakOffAsync(HttpContext http, int number)
    {
        await BeginBodyAsync(http);
        http.Abort();
    }

    private static async Task GzipAsync(HttpContext http, int bytes)
    {
        http.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(new byte[bytes]);
    }
}
