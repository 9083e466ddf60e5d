using System.Net;
using Microsoft.Extensions.Time.Testing;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Addigy.Simulator.Requests;

namespace MSPortal.Connectors.Tests.Real.Simulator;

/// <summary>The vendor's limit on requests.</summary>
public sealed class VendorLimit
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Too_many_requests_block_the_token_for_a_day()
    {
        await using var calls = await StartAsync(new RateLimit(20, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24)));

        for (var number = 0; number < 20; number++)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(calls));

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(calls));
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(calls));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(calls));
    }

    [Fact]
    public async Task Slow_requests_are_never_too_many()
    {
        await using var calls = await StartAsync(new RateLimit(5, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24)));

        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(calls));
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(5, calls.Simulator.Requests.MostInTenSeconds);
        Assert.Equal(20, calls.Simulator.Requests.Count);
    }

    [Fact]
    public void The_vendors_own_limit_is_known() =>
        Assert.Equal(new RateLimit(1000, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)), RateLimit.OfVendor);

    private Task<SimulatorCalls> StartAsync(RateLimit limit) =>
        SimulatorCalls.StartAsync(new SimulatorOptions { Companies = 1, Devices = 1, RateLimit = limit, Clock = _clock });

    private static async Task<HttpStatusCode> StatusAsync(SimulatorCalls calls) =>
        (await calls.SendAsync(HttpMethod.Get, "configuration/permissions")).Status;
}
