using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp.Budget;

public sealed class CredentialStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly Allowance Allowance = new(100, Window) { BlockedFor = TimeSpan.FromHours(24), LongestRequest = TimeSpan.FromSeconds(30) };

    /// <summary>What a vendor asks for in seconds, null for nothing that makes sense; and how long is waited.</summary>
    public static TheoryData<double?, double> Asked => new()
    {
        { 31, 31 },
        { 3600, 3600 },
        { 86_400, 86_400 },
        { 86_401, 86_400 },
        { 31_536_000, 86_400 },
        { 1e9, 86_400 },
        { 0, 0 },
        { null, 0 },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_wait_is_remembered_and_capped_at_a_day(double? asked, double seconds)
    {
        var state = new CredentialState().Refuse(Start, asked is { } s ? TimeSpan.FromSeconds(s) : null, "Vendor", null, Allowance);

        Assert.Equal(TimeSpan.FromSeconds(seconds), state.BlockOf(Start)?.Left ?? TimeSpan.Zero);
        Assert.Equal(seconds > 3600 ? ErrorCodes.VendorBlocked : ErrorCodes.RateLimited, state.BlockOf(Start)?.Code ?? ErrorCodes.RateLimited);
    }

    [Fact]
    public void Refusals_without_a_word_lead_to_longer_and_longer_waits_up_to_the_manifests_own()
    {
        var (state, now) = (new CredentialState(), Start);
        List<TimeSpan> waits = [];
        for (var refusal = 0; refusal < 4; refusal++)
        {
            state = state.Refuse(now, null, "Vendor", null, Allowance);
            waits.Add(state.BlockOf(now)?.Left ?? TimeSpan.Zero);
            now += waits[^1];
        }

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), TimeSpan.FromHours(24)], waits);
        Assert.Equal(TimeSpan.FromHours(1), Allowance.Of(new RequestLimit(10, Window), 1).BlockedFor);
    }

    [Fact]
    public void Refusals_of_one_burst_count_once()
    {
        var state = new CredentialState().Refuse(Start, null, "Vendor", null, Allowance);
        for (var i = 0; i < 10; i++)
            state = state.Refuse(Start, null, "Vendor", null, Allowance);

        Assert.Equal(TimeSpan.FromMinutes(1), state.BlockOf(Start)!.Left);
    }

    [Fact]
    public void A_shorter_wait_does_not_shorten_a_longer_one()
    {
        var state = new CredentialState().Refuse(Start, TimeSpan.FromHours(5), "Vendor", null, Allowance).Refuse(Start, TimeSpan.FromSeconds(1), "Vendor", null, Allowance);

        Assert.Equal(TimeSpan.FromHours(5), state.BlockOf(Start)!.Left);
    }

    [Fact]
    public void An_answer_that_was_under_way_ends_no_wait_and_one_after_it_does()
    {
        var state = new CredentialState().Refuse(Start, TimeSpan.FromHours(1), "Vendor", null, Allowance);

        Assert.NotNull(state.Answered(Start).BlockOf(Start));
        Assert.Equal(0, state.Answered(Start + TimeSpan.FromHours(1)).Refusals);
    }

    [Fact]
    public void During_a_wait_nothing_is_leased()
    {
        var state = new CredentialState().Refuse(Start, TimeSpan.FromHours(1), "Vendor", null, Allowance);

        var grant = state.Take(Start + TimeSpan.FromMinutes(59), Allowance).Grant;

        Assert.Null(grant.Lease);
        Assert.Equal(TimeSpan.FromMinutes(1), grant.Block!.Left);
        Assert.NotNull(state.Take(Start + TimeSpan.FromHours(1), Allowance).Grant.Lease);
    }

    [Fact]
    public void A_host_that_dies_with_a_lease_holds_it_until_its_last_request_is_out_of_every_window()
    {
        var (state, grant) = (new CredentialState(), (Grant?)null);
        for (var i = 0; i < 20; i++)
            (state, grant) = state.Take(Start, Allowance);
        Assert.NotNull(grant!.Lease);

        var longest = Allowance.LeaseLife + Allowance.LongestRequest + Window;
        Assert.Equal(longest, state.Take(Start, Allowance).Grant.Wait);
        Assert.Null(state.Take(Start + longest - TimeSpan.FromTicks(1), Allowance).Grant.Lease);
        Assert.NotNull(state.Take(Start + longest, Allowance).Grant.Lease);
    }

    [Fact]
    public void What_was_not_used_is_given_back_and_what_was_counts_for_a_window()
    {
        var state = Enumerable.Range(0, 20).Aggregate(new CredentialState(), (s, _) => s.Take(Start, Allowance).State);

        state = state.Settle([new SettledLease(1, 0), new SettledLease(2, 3)], Start, Allowance);

        Assert.Equal(100 - 5 - 2, state.Leases.Sum(lease => lease.Requests));
        Assert.Equal(Start + Window, state.Leases.Single(lease => lease.Number == 2).Until);
    }

    [Fact]
    public void The_rate_halves_when_the_vendor_slows_down_at_most_once_in_a_window()
    {
        var state = new CredentialState().SlowDown(Start, Allowance);
        Assert.Equal(50, state.AllowedOf(Start, Allowance));

        Assert.Equal(50, state.SlowDown(Start + TimeSpan.FromSeconds(0.01), Allowance).AllowedOf(Start, Allowance));
        var again = Start + Window;
        Assert.Equal(40, state.SlowDown(again, Allowance).AllowedOf(again, Allowance));
    }

    [Fact]
    public void The_rate_recovers_step_by_step_to_nine_tenths_within_three_windows_however_low_it_was()
    {
        var (state, now) = (new CredentialState(), Start);
        for (var i = 0; i < 50; i++)
        {
            state = state with { PaceAt = null, Pace = 1.0 / 16 };
            state = state.SlowDown(now, Allowance);
        }

        state = state with { Pace = 1.0 / 16 };
        int[] allowed = [.. Enumerable.Range(0, 5).Select(windows => state.AllowedOf(now + (Window * windows), Allowance))];

        Assert.Equal([6, 36, 66, 96, 100], allowed);
    }

    [Fact]
    public void However_low_the_rate_one_request_is_always_allowed() =>
        Assert.Equal(1, new CredentialState().SlowDown(Start, new Allowance(1, Window)).AllowedOf(Start, new Allowance(1, Window)));
}
