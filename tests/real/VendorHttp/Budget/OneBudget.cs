using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Sdk.Connect;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Tests.Real.Core.Worlds;

namespace MSPortal.Connectors.Tests.Real.VendorHttp.Budget;

/// <summary>One budget for each credential over all hosts, as the vendor counts the requests.</summary>
public sealed class OneBudget
{
    private const int Hosts = 2;
    private const int Workers = 4;
    private const int Allowed = 40;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // A fifth of it is allowed.
    private static readonly RequestLimit Limit = new(Allowed * 5, Window);

    private readonly ConcurrentQueue<long> _arrived = new();

    [Fact]
    public async Task Two_hosts_with_four_workers_each_never_go_over_it_in_any_window()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.PostgreSql);
        await using var vendor = await VendorAsync();

        await WorkAsync(vendor.Http, TimeSpan.FromSeconds(6), database.Options);

        Assert.InRange(Fullest(), 1, Allowed);

        // It is used as well: four fifths of what the time allows at least.
        Assert.True(_arrived.Count > 5 * Allowed * 0.6, $"Only {_arrived.Count} requests were made.");
    }

    [Fact]
    public async Task Hosts_that_keep_their_budgets_to_themselves_would_go_over_it()
    {
        await using var vendor = await VendorAsync();

        await WorkAsync(vendor.Http, TimeSpan.FromSeconds(2.5), null);

        Assert.True(Fullest() > Allowed, $"{Fullest()} in the fullest window");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_host_that_dies_and_starts_again_does_not_begin_with_a_full_budget(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await using var vendor = await VendorAsync();
        var impatient = new VendorHttpOptions { AttemptTimeout = TimeSpan.FromSeconds(1), FirstRetryDelay = TimeSpan.FromMilliseconds(1) };

        for (var life = 0; life < 4; life++)
        {
            var host = new BudgetHost(database.Options, Limit, options: impatient);
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(0.7));
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => CallUntilAsync(host, vendor.Http, end.Token)));
            host.Die();
        }

        Assert.InRange(Fullest(), 1, Allowed);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_hundred_restarts_inside_a_remembered_block_make_no_call(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await using var vendor = await LoopbackVendor.StartAsync((http, _) =>
        {
            _arrived.Enqueue(Stopwatch.GetTimestamp());
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "86400";
            return Task.CompletedTask;
        });
        await using (var first = new BudgetHost(database.Options, Limit))
            Assert.Equal(429, await first.GetAsync(vendor.Http));

        for (var restart = 0; restart < 100; restart++)
        {
            await using var host = new BudgetHost(database.Options, Limit);
            var error = await Assert.ThrowsAsync<VendorUnavailableException>(() => host.GetAsync(vendor.Http, isInteractive: restart % 2 == 0));
            Assert.Equal(ErrorCodes.VendorBlocked, error.Code);
            Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        }

        Assert.Single(_arrived);

        // Twin: other credentials are not blocked, and neither would these be without the memory.
        await using var other = new BudgetHost(database.Options, Limit);
        Assert.Equal(429, await other.GetAsync(vendor.Http, credential: "b"));
        await using var forgetful = new BudgetHost(null, Limit);
        Assert.Equal(429, await forgetful.GetAsync(vendor.Http));
        Assert.Equal(3, _arrived.Count);
    }

    [Fact]
    public async Task A_wait_that_one_host_was_asked_for_holds_for_the_other_whose_clock_is_a_day_ahead()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.PostgreSql);
        await using var vendor = await LoopbackVendor.StartAsync((http, _) =>
        {
            _arrived.Enqueue(Stopwatch.GetTimestamp());
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        var ahead = new ShiftedClock();
        ahead.Shift(TimeSpan.FromHours(26));
        await using var first = new BudgetHost(database.Options, Limit);
        await using var second = new BudgetHost(database.Options, Limit, ahead);

        await first.GetAsync(vendor.Http);
        await Assert.ThrowsAsync<VendorUnavailableException>(() => second.GetAsync(vendor.Http));

        Assert.Single(_arrived);
    }

    private Task<LoopbackVendor> VendorAsync() => LoopbackVendor.StartAsync((_, _) =>
    {
        _arrived.Enqueue(Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    });

    private static async Task WorkAsync(Uri vendor, TimeSpan time, DatabaseOptions? database)
    {
        BudgetHost[] hosts = [.. Enumerable.Range(0, Hosts).Select(_ => new BudgetHost(database, Limit))];
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(hosts.SelectMany(host => Enumerable.Range(0, Workers).Select(_ => CallUntilAsync(host, vendor, end.Token))));
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    private static async Task CallUntilAsync(BudgetHost host, Uri vendor, CancellationToken end)
    {
        using var client = host.Client(vendor);
        try
        {
            while (!end.IsCancellationRequested)
            {
                using var response = await client.GetAsync(new Uri("devices", UriKind.Relative), end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private int Fullest()
    {
        long[] times = [.. _arrived.Order()];
        var (fullest, first) = (0, 0);
        for (var last = 0; last < times.Length; last++)
        {
            while (Stopwatch.GetElapsedTime(times[first], times[last]) >= Window)
                first++;
            fullest = Math.Max(fullest, last - first + 1);
        }

        return fullest;
    }
}
