using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What is left of a run that somebody ends, and what a run leaves to do for the next.</summary>
public sealed class EndsOfRuns
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_cancelled_during_Auto_Sync_says_how_many_devices_it_had_imported(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Enumerable.Range(1, 250).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange { AutoSync = true }, Token).Ok();

        var run = await SyncAndCancelAsync(world, integration, "autoimport.commit has ended");

        Assert.Equal((SyncState.Cancelled, 200, 250), (run.State, run.AutoImported, run.Counters.Received));
        Assert.Equal(200, (await world.DevicesAsync()).Count);
        Assert.Equal(50, (await world.SyncAsync(integration)).AutoImported);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_of_containers_asks_for_their_devices_before_it_ends(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.StageAsync(isPaper: true);
        world.Vendor.Containers.Add(new ContainerRecord("child", "Child", "a"));
        world.Vendor.Devices.Add(PaperVendor.Device("2", "child"));
        List<SyncScope> asked = [];
        using var moments = new Moments("finish.write begins", () =>
        {
            using var db = world.Open();
            asked.AddRange(db.SyncRuns.Where(r => r.State == SyncState.Queued).Select(r => r.Scope));
        });
        moments.Listen();

        await world.SyncAsync(integration, SyncScope.Containers);

        Assert.Equal([SyncScope.Devices], asked);
        Assert.Equal(["1", "2"], (await world.StagedAsync(integration)).Select(d => d.ExternalId).Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_cancelled_run_asks_nobody_about_the_devices_it_missed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Enumerable.Range(1, 40).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        world.Vendor.Devices.RemoveRange(0, 20);
        await world.SyncAsync(integration);

        var cancelled = await SyncAndCancelAsync(world, integration, "missing.commit has ended");

        Assert.Equal(SyncState.Cancelled, cancelled.State);
        Assert.Null(cancelled.Held);

        // Twin: a run that nobody cancels asks.
        var held = await world.SyncAsync(integration);
        Assert.Equal((SyncState.Held, 20), (held.State, held.Held?.Missing));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Cancelling_a_run_that_is_over_changes_nothing_and_is_not_in_the_audit_log(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.StageAsync(isPaper: true);
        var run = await world.SyncAsync(integration);

        var after = await world.Get<CancelSync>().RunAsync(world.Owner, integration, new SyncRunId(run.Id), Token).Ok();

        Assert.Equal((SyncState.Succeeded, run.FinishedAt), (after.State, after.FinishedAt));
        Assert.DoesNotContain("sync.cancelled", await ActionsAsync(world));

        // Twin: one that waits is cancelled, and that is.
        var waiting = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        await world.Get<CancelSync>().RunAsync(world.Owner, integration, new SyncRunId(waiting.Id), Token).Ok();
        Assert.Contains("sync.cancelled", await ActionsAsync(world));
    }

    private static async Task<SyncRunView> SyncAndCancelAsync(TestWorld world, IntegrationId integration, string moment)
    {
        using var moments = new Moments(moment, () =>
        {
            using var db = world.Open();
            db.SyncRuns.Where(r => r.State == SyncState.Running).ExecuteUpdate(r => r.SetProperty(x => x.IsCancelRequested, true));
        });
        moments.Listen();
        await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        await world.DrainAsync();
        return (await world.RunsAsync(integration))[0];
    }

    private static async Task<string[]> ActionsAsync(TestWorld world)
    {
        var audit = await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(1, 200), Token).Ok();
        return [.. audit.Items.Select(e => e.Action)];
    }
}
