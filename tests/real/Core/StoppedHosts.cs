using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A host that is told to stop gives back what it has taken, and nothing that is not its own.</summary>
public sealed class StoppedHosts
{
    // Far less than a lease lasts.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_is_given_back_and_another_host_goes_on_with_it_at_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await SixDevicesAsync(world);
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        List<int> pages = [];
        using var host = new CancellationTokenSource();
        world.Vendor.BeforePage = async (page, _) =>
        {
            pages.Add(page);
            if (page == 3 && !host.IsCancellationRequested)
            {
                await world.SavedPagesAsync(integration, 2);
                await host.CancelAsync();
                host.Token.ThrowIfCancellationRequested();
            }
        };

        await world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, host.Token);

        Assert.Equal(SyncState.Running, (await world.GetSyncAsync(integration, run.Id)).Run.State);
        world.Clock.Shift(Moment);
        Assert.Equal(run.Id, world.Wakes.Take()?.Run?.Value);
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Succeeded, 6, 6), (ended.State, ended.Counters.Received, ended.Counters.Unchanged));
        Assert.Equal([1, 2, 3, 3], pages);
        await using var db = world.Open();
        Assert.Equal(2, await db.SyncRuns.Where(r => r.Id == wake.Run).Select(r => r.Attempt).SingleAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_another_has_taken_over_is_not_given_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await SixDevicesAsync(world);
        await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        RunLease? latter = null;
        using var host = new CancellationTokenSource();
        world.Vendor.BeforePage = async (page, _) =>
        {
            world.Clock.Shift(world.Options.Lease.Length + Moment);
            latter = await RunLease.TryTakeAsync(world.Databases, world.Clock, wake.Tenant, wake.Run!.Value, NullLogger.Instance, Token);
            await host.CancelAsync();
            host.Token.ThrowIfCancellationRequested();
        };

        await world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, host.Token);

        Assert.NotNull(latter);
        await using var held = latter;
        Assert.Equal(0, world.Wakes.Count);
        await using var db = world.Open();
        var row = await db.SyncRuns.AsNoTracking().SingleAsync(r => r.Id == wake.Run, Token);
        Assert.Equal((latter.Run.Attempt, latter.Run.LeaseUntil), (row.Attempt, row.LeaseUntil));
        await latter.ProveAsync(db, Token);
    }

    [Fact]
    public async Task A_host_that_stood_still_in_a_transaction_has_lost_its_lease_and_not_the_run()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        world.Logs.Announce("broke off");
        var integration = await SixDevicesAsync(world);
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Devices, SyncTrigger.Manual, Token).Ok();
        var wake = world.Wakes.Take()!;
        var lease = new LeaseTimes(TimeSpan.FromSeconds(1));
        using var never = new ManualResetEventSlim();
        var commits = 0;
        using var moments = new Moments("page.commit begins", () =>
        {
            if (++commits == 2)
                never.Wait(lease.Length * 2.5, Token);
        });
        moments.Listen();
        await using var slow = world.StartAnotherHost(lease: lease, recordsTogether: 1);

        await slow.GetRequiredService<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, Token);

        Assert.Equal(SyncState.Running, (await world.GetSyncAsync(integration, run.Id)).Run.State);
        world.Clock.Shift(lease.Length * 2);
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
        var ended = (await world.GetSyncAsync(integration, run.Id)).Run;
        Assert.Equal((SyncState.Succeeded, 6), (ended.State, ended.Counters.Received));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_has_ended_is_not_given_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await SixDevicesAsync(world);
        await world.SyncAsync(integration);
        var last = new SyncRunId((await world.RunsAsync(integration))[0].Id);
        await using var db = world.Open();
        await db.SyncRuns.Where(r => r.Id == last).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SyncState.Queued), Token);
        await using var lease = await RunLease.TryTakeAsync(world.Databases, world.Clock, world.Owner.Tenant, last, NullLogger.Instance, Token);
        await new FinishRun(world.Databases, world.Wakes, world.Clock, NullLogger.Instance).RunAsync(lease!, RunEnding.Cancelled, null, Token);

        Assert.False(await lease!.GiveBackAsync());
        Assert.Null(await db.SyncRuns.Where(r => r.Id == last).Select(r => r.LeaseUntil).SingleAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_import_is_given_back_and_another_host_goes_on_with_it_at_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await SixDevicesAsync(world);
        var import = await world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection(All: true), null, Token).Ok();
        var wake = world.Wakes.Take()!;
        using var host = new CancellationTokenSource();
        var looks = 0;
        world.Clock.WhenRead = () =>
        {
            // The first look is for taking it, the second for its first batch.
            if (++looks == 2)
                host.Cancel();
        };

        await world.Get<RunImport>().RunAsync(wake.Tenant, wake.Import!.Value, host.Token);

        world.Clock.WhenRead = null;
        world.Clock.Shift(Moment);
        Assert.Equal(import.Id, world.Wakes.Take()?.Import?.Value);
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
        var ended = await world.Get<GetImport>().RunAsync(world.Owner, integration, wake.Import!.Value, Token).Ok();
        Assert.Equal((ImportState.Finished, 6), (ended.State, ended.Imported));
        Assert.Equal(6, (await world.DevicesAsync()).Count);
    }

    private static Task<Connectors.Core.Integrations.IntegrationId> SixDevicesAsync(TestWorld world)
    {
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{i}", "a"))]);
        return world.StageAsync(isPaper: true);
    }
}
