using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class Leases
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_is_taken_by_one_worker_only(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.ConnectPaperAsync();
        var run = world.Wakes.Take()!.Run!.Value;

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TakeAsync(world, run), Token)));
        await using var lease = Assert.Single(taken, l => l is not null);

        // Twin: put back by hand, it can be taken again.
        await using var db = world.Open();
        await db.SyncRuns.ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SyncState.Queued), Token);
        await using var again = await TakeAsync(world, run);
        Assert.NotNull(again);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_lease_that_ran_out_is_taken_over_and_the_former_worker_can_write_no_more(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        var run = world.Wakes.Take()!.Run!.Value;
        await using var former = await TakeAsync(world, run);
        await using var db = world.Open();
        await former!.ProveAsync(db, Token);
        Assert.Null(await TakeAsync(world, run));

        world.Clock.Shift(TimeSpan.FromSeconds(31));
        await using var latter = await TakeAsync(world, run);

        Assert.NotNull(latter);
        await Assert.ThrowsAsync<LeaseLostException>(() => former.ProveAsync(db, Token));
        Assert.True(former.IsLost);
        await new FinishRun(world.Databases, world.Wakes, world.Clock, NullLogger.Instance).RunAsync(former, RunEnding.Cancelled, null, Token);
        Assert.Equal(SyncState.Running, (await world.GetSyncAsync(integration, run.Value)).Run.State);
        await latter.ProveAsync(db, Token);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_worker_that_slept_too_long_leaves_the_rest_to_the_one_that_took_over(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("Another worker has taken run");
        world.Vendor.PageSize = 2;
        world.Vendor.RejectedDevices.Add(new("broken", "It is broken."));
        world.Vendor.RejectedContainers.Add(new("broken site", "It is broken."));
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;

        // The first worker falls asleep before its last page.
        TaskCompletionSource asleep = new(), wakeUp = new();
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page == 3 && asleep.TrySetResult())
                await wakeUp.Task;
        };
        var first = Task.Run(() => world.WorkAsync(wake), Token);
        await asleep.Task;
        world.Clock.Shift(TimeSpan.FromSeconds(31));
        await world.WorkAsync(wake);
        var before = await DatabaseDump.TakeAsync(world.Databases);
        wakeUp.SetResult();
        await first;

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
        var ended = await world.GetSyncAsync(integration, run.Id);
        Assert.Equal((SyncState.Succeeded, 7, 6, 1), (ended.Run.State, ended.Run.Counters.Received, ended.Run.Counters.Unchanged, ended.Run.Counters.Rejected));
        Assert.Equal(["broken", "broken site"], ended.Rejected.Select(r => r.ExternalId).Order(StringComparer.Ordinal));
        Assert.Equal(6, (await world.StagedAsync(integration)).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_whose_worker_died_does_not_stay_at_work(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        var run = world.Wakes.Take()!.Run!.Value;
        await using (await TakeAsync(world, run))
        {
            // Dies here.
        }

        await world.Get<WakeDueWork>().RunAsync(Token);
        Assert.Equal(0, world.Wakes.Count);
        world.Clock.Shift(TimeSpan.FromSeconds(31));
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();

        Assert.Equal((SyncState.Succeeded, 120), await StateAsync(world, integration, run));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_host_that_is_alone_takes_up_at_once_what_the_last_one_left(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        var run = world.Wakes.Take()!.Run!.Value;
        await using (await TakeAsync(world, run))
        {
            // Dies here.
        }

        await world.Get<WakeDueWork>().TakeUpAtOnceAsync(Token);
        await world.DrainAsync();

        Assert.Equal((SyncState.Succeeded, 120), await StateAsync(world, integration, run));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wake_that_was_lost_is_made_good_by_the_regular_look(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        world.Wakes.Lose();

        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();

        Assert.Equal(SyncState.Succeeded, Assert.Single(await world.RunsAsync(integration)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Cancelling_ends_a_run_that_waits(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        var run = world.Wakes.Take()!.Run!.Value;

        var view = await world.Get<CancelSync>().RunAsync(world.Owner, integration, run, Token).Ok();
        await world.Get<RunSync>().RunAsync(world.Owner.Tenant, run, Token);

        Assert.Equal((SyncState.Cancelled, true), (view.State, view.IsOver));
        Assert.Equal((SyncState.Cancelled, 0), await StateAsync(world, integration, run));
        Assert.Empty(world.Simulator.Requests.All.Where(r => r.Path.Contains("policies", StringComparison.Ordinal)).Skip(1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Cancelling_ends_a_run_at_work_at_its_next_page_and_keeps_what_it_saved(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        world.Vendor.BeforePage = async (page, token) =>
        {
            if (page == 2)
            {
                await world.SavedPagesAsync(integration, 1);
                await world.Get<CancelSync>().RunAsync(world.Owner, integration, new SyncRunId((await world.RunsAsync(integration))[0].Id), Token).Ok();
            }
        };
        await world.DrainAsync();

        var run = (await world.RunsAsync(integration))[0];
        Assert.Equal((SyncState.Cancelled, 2), (run.State, run.Counters.Created));
        Assert.NotNull(run.FinishedAt);
        Assert.Equal(2, (await world.StagedAsync(integration)).Count);
        Assert.Null((await world.IntegrationAsync(integration)).Attention);

        // The next run is whole again.
        world.Vendor.BeforePage = null;
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
        Assert.Equal(6, (await world.StagedAsync(integration)).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Many_who_start_a_sync_at_once_join_one_run(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => QueueAsync(world, integration, SyncScope.Devices), Token)));

        Assert.Single(runs.Select(r => r.Id).Distinct());
        Assert.Equal(2, (await world.RunsAsync(integration)).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_waits_is_widened_for_whoever_joins(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var containers = await QueueAsync(world, integration, SyncScope.Containers);
        var devices = await QueueAsync(world, integration, SyncScope.Devices);

        Assert.Equal((containers.Id, SyncScope.All), (devices.Id, devices.Scope));
        Assert.Equal(SyncScope.All, (await world.RunsAsync(integration))[0].Scope);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_integration_has_one_run_at_work_and_its_end_wakes_the_next(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        var first = world.Wakes.Take()!;
        await using var lease = await TakeAsync(world, first.Run!.Value);
        await using var db = world.Open();
        await db.SyncRuns.ExecuteUpdateAsync(r => r.SetProperty(x => x.Scope, SyncScope.Containers), Token);
        var second = await QueueAsync(world, integration, SyncScope.Devices);
        world.Wakes.Lose();
        Assert.Null(await TakeAsync(world, new SyncRunId(second.Id)));

        await new FinishRun(world.Databases, world.Wakes, world.Clock, NullLogger.Instance).RunAsync(lease!, new RunEnding(SyncState.Succeeded, null, null), null, Token);

        Assert.Equal(second.Id, world.Wakes.Take()?.Run?.Value);
        await using var next = await TakeAsync(world, new SyncRunId(second.Id));
        Assert.NotNull(next);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Deleting_an_integration_ends_the_run_at_work(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("Another worker has taken run");
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.BeforePage = async (page, token) =>
        {
            if (page == 2)
                await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, removeDevices: false, Token).Ok();
        };
        await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        await world.DrainAsync();

        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "staged_devices", "sync_runs", "containers", "device_links", "integrations"));
        Assert.Equal(6, (await world.DevicesAsync()).Count);
    }

    private static Task<RunLease?> TakeAsync(TestWorld world, SyncRunId run) =>
        RunLease.TryTakeAsync(world.Databases, world.Clock, world.Owner.Tenant, run, NullLogger.Instance, Token);

    private static Task<SyncRunView> QueueAsync(TestWorld world, IntegrationId integration, SyncScope scope) =>
        world.Get<StartSync>().RunAsync(world.Owner, integration, scope, SyncTrigger.Manual, Token).Ok();

    private static async Task<(SyncState State, int Received)> StateAsync(TestWorld world, IntegrationId integration, SyncRunId run)
    {
        var view = (await world.GetSyncAsync(integration, run.Value)).Run;
        return (view.State, view.Counters.Received);
    }
}
