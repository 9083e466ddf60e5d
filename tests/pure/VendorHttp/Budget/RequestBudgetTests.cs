using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Core.VendorHttp.Budget;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Tests.Pure.VendorHttp.Budget;

public sealed class RequestBudgetTests : IDisposable
{
    private const int Clients = 4;
    private const int CallsOfEach = 15;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lent _lent = new();

    public RequestBudgetTests() => _lent.Manifest = _lent.Manifest with { RequestLimit = new RequestLimit(50, Window) };

    public void Dispose() => _lent.Dispose();

    [Fact]
    public async Task Never_sends_more_than_a_fifth_of_the_limit_in_any_window()
    {
        await CallInParallelAsync(() => _lent.Client());

        Assert.Equal(Clients * CallsOfEach, _lent.Vendor.Requests.Count);
        Assert.Equal(10, FullestWindow());
        Assert.True(_lent.Meter.Waited(WaitReason.Budget) > Window);
    }

    [Fact]
    public async Task Without_the_budget_the_same_calls_would_overrun_it()
    {
        await CallInParallelAsync(() => new HttpClient(_lent.Vendor, disposeHandler: false) { BaseAddress = Lent.BaseAddress });

        Assert.True(FullestWindow() > 10);
    }

    [Fact]
    public async Task Counts_retries()
    {
        _lent.Vendor.Answer = (n, _) => Task.FromResult(StubVendor.Status(n % 3 == 0 ? 200 : 500));

        await CallInParallelAsync(() => _lent.Client());

        Assert.True(_lent.Vendor.Requests.Count > Clients * CallsOfEach);
        Assert.True(FullestWindow() <= 10);
    }

    [Fact]
    public async Task Lets_each_credential_have_its_own_budget()
    {
        using var a = _lent.Client(credential: "a");
        using var b = _lent.Client(credential: "b");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => GetAsync(n % 2 == 0 ? a : b)));

        Assert.Equal(20, _lent.Vendor.Requests.Count);
        Assert.Equal(TimeSpan.Zero, _lent.Meter.TotalWaited);
    }

    [Theory]
    [InlineData(1000, 0.2, 200)]
    [InlineData(24, 0.2, 4)]
    [InlineData(3, 0.2, 1)]
    [InlineData(100, 1, 100)]
    public void Takes_its_share_of_the_limit(int limit, double share, int allowed)
    {
        var budget = Allowance.Of(new RequestLimit(limit, Window), share);

        Assert.Equal((allowed, TimeSpan.FromSeconds(10.5)), (budget.Requests, budget.Window));
    }

    [Fact]
    public void Is_careful_with_vendors_that_publish_no_limit()
    {
        var budget = Allowance.Of(null, 0.2);

        Assert.Equal((10, TimeSpan.FromSeconds(1.05)), (budget.Requests, budget.Window));
    }

    [Fact]
    public async Task Serves_in_the_order_of_arrival_and_leaves_out_who_gave_up()
    {
        await using var budget = OneAtATime();
        using var impatient = new CancellationTokenSource();
        var served = new List<int>();
        await TakeAsync(0, CancellationToken.None);

        Task[] takers = [TakeAsync(1, CancellationToken.None), TakeAsync(2, impatient.Token), TakeAsync(3, CancellationToken.None), TakeAsync(4, CancellationToken.None)];
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => takers[1]);
        await _lent.PassTimeAsync(Done(Task.WhenAll(takers[0], takers[2], takers[3])), TimeSpan.FromSeconds(1));

        Assert.Equal([0, 1, 3, 4], served);

        async Task TakeAsync(int number, CancellationToken cancellationToken)
        {
            using var permit = await budget.TakeAsync(_lent.Meter, TimeSpan.Zero, cancellationToken);
            served.Add(number);
        }
    }

    [Fact]
    public async Task Passes_the_turn_on_when_the_first_in_line_gives_up()
    {
        await using var budget = OneAtATime();
        using var impatient = new CancellationTokenSource();
        (await budget.TakeAsync(_lent.Meter, TimeSpan.Zero, CancellationToken.None)).Dispose();

        var first = budget.TakeAsync(_lent.Meter, TimeSpan.Zero, impatient.Token);
        var second = budget.TakeAsync(_lent.Meter, TimeSpan.Zero, CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        (await _lent.PassTimeAsync(second)).Dispose();
    }

    [Fact]
    public async Task Holds_all_calls_of_a_credential_back_while_the_vendor_asked_to_wait()
    {
        _lent.Vendor.Answers(StubVendor.Status(429, "8"), StubVendor.Status(200));
        using var first = _lent.Client();
        using var other = _lent.Client();

        var calls = Task.WhenAll(GetAsync(first), GetAsync(other));
        await Lent.SettleAsync();
        Assert.Single(_lent.Vendor.Requests);
        await _lent.PassTimeAsync(calls);

        var times = _lent.Vendor.Requests.Select(request => request.At).ToArray();
        Assert.Equal(3, times.Length);
        Assert.All(times[1..], time => Assert.True(time - times[0] >= TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public async Task Tells_a_person_that_others_use_the_budget()
    {
        using var sync = _lent.Client();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => GetAsync(sync)));
        using var check = _lent.Client(isInteractive: true);

        var error = await _lent.FailAsync(GetAsync(check));

        Assert.Equal(ErrorCodes.RateLimited, error.Code);
        Assert.Equal(10, _lent.Vendor.Requests.Count);
    }

    [Fact]
    public async Task Tells_a_person_behind_a_sync_that_the_vendor_asked_to_wait()
    {
        _lent.Vendor.Answers(StubVendor.Status(429, "25"), StubVendor.Status(200));
        using var sync = _lent.Client();
        using var other = _lent.Client();
        using var check = _lent.Client(isInteractive: true);
        var refused = GetAsync(sync);
        await Lent.SettleAsync();
        var waiting = Task.WhenAll(refused, GetAsync(other));
        await Lent.SettleAsync();

        var error = await _lent.FailAsync(GetAsync(check));

        Assert.Contains("Nothing is asked of it before 2 Jan 2026, 03:04:30 UTC", error.Message, StringComparison.Ordinal);
        Assert.Single(_lent.Vendor.Requests);
        Array.ForEach(await _lent.PassTimeAsync(waiting), answer => answer.Dispose());
    }

    private async Task CallInParallelAsync(Func<HttpClient> make) =>
        await _lent.PassTimeAsync(
            Done(Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
            {
                using var client = make();
                for (var call = 0; call < CallsOfEach; call++)
                {
                    using var response = await GetAsync(client);
                }
            }))),
            TimeSpan.FromMilliseconds(400));

    private RequestBudget OneAtATime() => new(
        new CredentialId("vendor", "a"), "Vendor", new Allowance(1, Window), new StatesInMemory(_lent.Clock), _lent.Clock, _lent.Logs);

    private int FullestWindow()
    {
        var times = _lent.Vendor.Requests.Select(request => request.At).ToArray();
        return times.Max(start => times.Count(time => time >= start && time <= start + Window));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client) =>
        client.GetAsync(new Uri("devices", UriKind.Relative), TestContext.Current.CancellationToken);

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
