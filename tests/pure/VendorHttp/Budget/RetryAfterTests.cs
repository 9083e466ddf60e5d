using System.Globalization;
using System.Net;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp.Budget;

public sealed class RetryAfterTests : IDisposable
{
    private readonly Lent _lent = new();

    public void Dispose() => _lent.Dispose();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Waits_as_long_as_the_vendor_asked_and_no_longer(int status)
    {
        _lent.Vendor.Answers(StubVendor.Status(status, "7"), StubVendor.Status(200));
        using var client = _lent.Client();

        var call = client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);
        await Lent.SettleAsync();
        _lent.Clock.Advance(TimeSpan.FromSeconds(6.9));
        await Lent.SettleAsync();
        Assert.Single(_lent.Vendor.Requests);
        _lent.Clock.Advance(TimeSpan.FromSeconds(0.1));

        using var response = await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), _lent.Meter.Waited(WaitReason.VendorAsked));
        Assert.Equal(TimeSpan.FromSeconds(7), _lent.Meter.TotalWaited);
    }

    [Fact]
    public async Task Takes_a_date_by_the_hosts_clock()
    {
        var until = _lent.Clock.GetUtcNow().AddSeconds(20);
        _lent.Vendor.Answers(StubVendor.Status(429, until.ToString("R", CultureInfo.InvariantCulture)), StubVendor.Status(200));

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(Gap(0) >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Waits_for_the_vendor_at_most_twice()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(429, "1"));

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(3, _lent.Vendor.Requests.Count);
    }

    [Theory]
    [InlineData("31")]
    [InlineData("31536000")]
    [InlineData("99999999999999999999")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT")]
    [InlineData("Fri, 01 Jan 2027 00:00:00 GMT")]
    public async Task Hands_over_what_asks_for_too_long_or_for_nonsense(string retryAfter)
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(429, retryAfter));

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Single(_lent.Vendor.Requests);
        Assert.Equal(TimeSpan.Zero, _lent.Meter.TotalWaited);
    }

    [Fact]
    public async Task Does_not_repeat_an_unavailable_vendor_that_asks_for_a_long_wait()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(503, "3600"));

        using var response = await GetAsync();

        Assert.Single(_lent.Vendor.Requests);
    }

    [Theory]
    [InlineData("2147483647", 24)]
    [InlineData("2147483648", 24)]
    [InlineData("99999999999999999999", 24)]
    [InlineData("7200", 2)]
    [InlineData("soon", null)]
    [InlineData("-99999999999999999999", null)]
    [InlineData("00000000000000000060", null)]
    public void Counts_a_number_beyond_all_numbers_as_very_long(string retryAfter, int? hours)
    {
        using var response = StubVendor.Status(429, retryAfter);
        var asked = RetryAfter.Of(response, _lent.Clock);
        var now = _lent.Clock.GetUtcNow();
        var state = new CredentialState().Refuse(now, asked, "Vendor", null, new Allowance(10, TimeSpan.FromSeconds(10)));

        Assert.Equal(hours, state.BlockedUntil > now.AddHours(1) ? (int)(state.BlockedUntil.Value - now).TotalHours : null);
    }

    private TimeSpan Gap(int after)
    {
        var times = _lent.Vendor.Requests.Select(request => request.At).ToArray();
        return times[after + 1] - times[after];
    }

    private async Task<HttpResponseMessage> GetAsync()
    {
        using var client = _lent.Client();
        return await _lent.PassTimeAsync(
            client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken));
    }
}
