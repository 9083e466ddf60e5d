using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class Schedules
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_schedule_that_is_due_starts_one_run_even_when_two_hosts_look_at_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var due = await world.ConnectPaperAsync();
        var paused = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, paused, new IntegrationChange(Paused: true), Token).Ok();

        for (var day = 1; day <= 2; day++)
        {
            world.Clock.Shift(TimeSpan.FromDays(1));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Get<WakeDueWork>().RunAsync(Token), Token)));
            await world.DrainAsync();
            await world.Get<WakeDueWork>().RunAsync(Token);
            await world.DrainAsync();
            Assert.Equal(day, (await world.RunsAsync(due)).Count(r => r.Trigger == SyncTrigger.Schedule));
            Assert.DoesNotContain(await world.RunsAsync(paused), r => r.Trigger == SyncTrigger.Schedule);
        }

        // Twin: switched on again, it is due as well.
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, paused, new IntegrationChange(Paused: false), Token).Ok();
        world.Clock.Shift(TimeSpan.FromDays(1));
        await world.Get<WakeDueWork>().RunAsync(Token);
        Assert.Single(await world.RunsAsync(paused), r => r.Trigger == SyncTrigger.Schedule);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task While_the_vendor_asks_to_wait_no_scheduled_sync_is_started(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("asked to wait. Nothing is asked");
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        world.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfter = "86400" });
        var run = await world.SyncAsync(integration);
        Assert.Equal(SyncState.Failed, run.State);
        Assert.NotNull((await world.IntegrationAsync(integration)).WaitUntil);
        var requests = world.Simulator.Requests.All.Count;

        world.Clock.Shift(TimeSpan.FromHours(23));
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
        Assert.Equal(requests, world.Simulator.Requests.All.Count);

        world.Simulator.Faults.Clear();
        world.Clock.Shift(TimeSpan.FromHours(8));
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
        Assert.Equal(SyncState.Succeeded, (await world.RunsAsync(integration))[0].State);
        Assert.Null((await world.IntegrationAsync(integration)).WaitUntil);
    }
}
