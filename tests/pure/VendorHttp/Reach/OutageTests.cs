using MSPortal.Connectors.Core.VendorHttp.Reach;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp.Reach;

public sealed class OutageTests : IDisposable
{
    private readonly Lent _lent = new();

    public void Dispose() => _lent.Dispose();

    [Fact]
    public async Task A_dead_vendor_costs_few_attempts_however_often_it_is_asked()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(500));

        var refused = await FailManyAsync(12);

        Assert.Equal(Circuit.Failures, _lent.Vendor.Requests.Count);
        Assert.Equal(ErrorCodes.VendorDown, refused!.Code);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);

        // Twin: credentials of their own are asked for, as all would be without it.
        using var other = _lent.Client(credential: "b");
        using var response = await _lent.PassTimeAsync(GetAsync(other));
        Assert.Equal(Circuit.Failures + 4, _lent.Vendor.Requests.Count);
    }

    [Fact]
    public async Task After_a_while_one_try_is_made_and_lets_all_through_when_it_succeeds()
    {
        _lent.Vendor.Answer = (n, _) => Task.FromResult(StubVendor.Status(n <= Circuit.Failures + 1 ? 500 : 200));
        await FailManyAsync(6);

        _lent.Clock.Advance(TimeSpan.FromSeconds(31));
        await FailManyAsync(3);
        Assert.Equal(Circuit.Failures + 1, _lent.Vendor.Requests.Count);

        _lent.Clock.Advance(TimeSpan.FromMinutes(5));
        using var client = _lent.Client();
        for (var i = 0; i < 3; i++)
        {
            using var response = await _lent.PassTimeAsync(GetAsync(client));
            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_person_is_always_let_through_and_opens_the_way_for_others()
    {
        _lent.Vendor.Answer = (n, _) => Task.FromResult(StubVendor.Status(n <= Circuit.Failures ? 500 : 200));
        await FailManyAsync(6);

        using var person = _lent.Client(isInteractive: true);
        using var first = await _lent.PassTimeAsync(GetAsync(person));
        using var sync = _lent.Client();
        using var second = await _lent.PassTimeAsync(GetAsync(sync));

        Assert.Equal((200, 200), ((int)first.StatusCode, (int)second.StatusCode));
    }

    [Fact]
    public async Task An_outage_is_logged_once_when_it_starts_and_once_when_it_ends()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(503));
        await FailManyAsync(20);
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(200));
        _lent.Clock.Advance(TimeSpan.FromMinutes(10));
        using var client = _lent.Client();
        for (var i = 0; i < 5; i++)
        {
            using var response = await _lent.PassTimeAsync(GetAsync(client));
        }

        string[] lines = [.. _lent.Logs.Entries.Select(entry => entry.Message).Where(line => !line.Contains(" gave ", StringComparison.Ordinal))];
        Assert.Equal(2, lines.Length);
        Assert.Contains("is out of reach: it answers 503", lines[0], StringComparison.Ordinal);
        Assert.Contains("is back after", lines[1], StringComparison.Ordinal);
        Assert.Single(_lent.Logs.Warnings);
    }

    [Fact]
    public async Task Connections_that_fail_and_calls_that_time_out_are_outages_too()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ConnectionError));

        await FailManyAsync(1);

        Assert.Contains("is out of reach: ConnectionError", Assert.Single(_lent.Logs.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_credentials_is_no_outage()
    {
        _lent.Vendor.Answer = (_, _) => Task.FromResult(StubVendor.Status(401));

        await FailManyAsync(30);

        Assert.Empty(_lent.Logs.Warnings);
        Assert.Equal(30, _lent.Vendor.Requests.Count);
    }

    private async Task<VendorUnavailableException?> FailManyAsync(int calls)
    {
        VendorUnavailableException? refused = null;
        using var client = _lent.Client();
        for (var i = 0; i < calls; i++)
        {
            try
            {
                using var response = await _lent.PassTimeAsync(GetAsync(client), TimeSpan.FromMilliseconds(100));
                Assert.False(response.IsSuccessStatusCode);
            }
            catch (VendorUnavailableException e)
            {
                refused = e;
            }
        }

        return refused;
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client) =>
        client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);
}
