using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Details;
using MSPortal.Connectors.Core.VendorHttp;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A run says where its time went, while it runs and after it, however many workers it took.</summary>
public sealed class RunTimes
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_phases_last_as_long_as_the_run_and_are_shown_while_it_runs(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ReadyAsync(world);
        SyncRunView? atWork = null;
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page == 1)
                world.Clock.Shift(TimeSpan.FromMinutes(2));
            if (page != 3)
                return;

            await world.SavedPagesAsync(integration, 2);
            atWork = (await world.RunsAsync(integration))[0];
        };

        var run = await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Equal(SyncState.Running, atWork!.State);
        Assert.InRange(SecondsOf(atWork, "Reading devices"), 120, 150);
        Assert.Equal([RunWatch.Preparing, "Reading devices", "Settling", "Auto-Sync"], run.Details.Phases.Select(p => p.Name));
        Assert.InRange(SecondsOf(run, "Reading devices"), 120, 150);
        AssertWhole(run);
        Assert.Empty(run.Details.Waits);
        Assert.Empty(run.Details.VendorErrors);
        world.Vendor.BeforePage = null;
        Assert.Contains("Reading sites", (await world.SyncAsync(integration)).Details.Phases.Select(p => p.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_was_taken_over_knows_the_time_of_both_workers_and_the_gap_between_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ReadyAsync(world);
        await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Devices, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        using var host = new CancellationTokenSource();
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page == 1)
                world.Clock.Shift(TimeSpan.FromSeconds(20));
            if (page != 3 || host.IsCancellationRequested)
                return;

            await world.SavedPagesAsync(integration, 2);
            await host.CancelAsync();
            host.Token.ThrowIfCancellationRequested();
        };

        await world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, host.Token);
        world.Clock.Shift(TimeSpan.FromSeconds(60));
        await world.WorkAsync(wake);

        var run = (await world.RunsAsync(integration))[0];
        Assert.Equal(SyncState.Succeeded, run.State);
        Assert.InRange(SecondsOf(run, "Reading devices"), 20, 50);
        Assert.InRange(SecondsOf(run, RunWatch.BetweenWorkers), 60, 90);
        AssertWhole(run);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Failed_calls_are_grouped_by_code_and_waits_by_reason(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        world.Simulator.Faults.Add(new Fault(FaultKind.Status) { Status = 503, PathContains = "devices", Times = 2 });
        world.Simulator.Faults.Add(new Fault(FaultKind.Status) { Status = 500, PathContains = "policies", Times = 1 });

        var run = await world.SyncAsync(integration);

        Assert.Equal(SyncState.Succeeded, run.State);
        Assert.Equal([new VendorErrorCount("http_503", 2), new VendorErrorCount("http_500", 1)], run.Details.VendorErrors);
        Assert.Contains(run.Details.Waits, w => w is { Reason: WaitReason.Retry, Seconds: > 0 });
        Assert.Equal(run.WaitedSeconds, run.Details.Waits.Sum(w => w.Seconds), 0.01);
        AssertWhole(run);
    }

    private static async Task<IntegrationId> ReadyAsync(TestWorld world)
    {
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        return await world.StageAsync(isPaper: true);
    }

    private static double SecondsOf(SyncRunView run, string phase) => run.Details.Phases.Single(p => p.Name == phase).Seconds;

    private static void AssertWhole(SyncRunView run) =>
        Assert.Equal((run.FinishedAt!.Value - run.StartedAt!.Value).TotalSeconds, run.Details.Phases.Sum(p => p.Seconds), 0.02);
}
