using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What a run could not use is kept with its reason, can be looked through, and can be tried again.</summary>
public sealed class RejectedRecords
{
    [Theory, ClassData(typeof(Engines))]
    public async Task All_are_counted_a_thousand_are_kept_and_can_be_searched(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        world.Vendor.RejectedContainers.Add(new RejectedRecord("Straße", "It has no name."));
        world.Vendor.RejectedDevices.AddRange(Enumerable.Range(0, 1_200).Select(i => new RejectedRecord($"r{i:0000}", i % 2 == 0 ? "It is 100% broken." : "It is odd.")));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var run = (await world.RunsAsync(integration))[0];
        Assert.Equal((1_200, 1_201, 1_000), (run.Counters.Rejected, run.RejectedTotal, run.RejectedKept));
        Assert.Equal(1_000, (await ListAsync(world, integration, run, new PageRequest())).Total);
        Assert.Equal(new RejectedView("Straße", "It has no name."), (await ListAsync(world, integration, run, new PageRequest())).Items[0]);
        var second = await ListAsync(world, integration, run, new PageRequest(2, 200));
        Assert.Equal((200, "r0199", 2), (second.Items.Count, second.Items[0].ExternalId, second.PageNumber));
        Assert.Equal(1, (await ListAsync(world, integration, run, new PageRequest(Search: "R0042"))).Total);
        Assert.Equal(1, (await ListAsync(world, integration, run, new PageRequest(Search: "STRAß"))).Total);
        Assert.Equal(500, (await ListAsync(world, integration, run, new PageRequest(Search: "100% b"))).Total);
        Assert.Equal(0, (await ListAsync(world, integration, run, new PageRequest(Search: "100_"))).Total);

        // Tried again after the vendor mended them, they are gone from the newest run and still there in the old one.
        world.Vendor.RejectedContainers.Clear();
        world.Vendor.RejectedDevices.Clear();
        var again = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((0, 0), (again.RejectedTotal, again.RejectedKept));
        Assert.Equal(0, (await ListAsync(world, integration, again, new PageRequest())).Total);
        Assert.Equal(1_000, (await ListAsync(world, integration, run, new PageRequest())).Total);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Rejected_containers_of_a_run_of_containers_are_in_its_counters_and_count_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        world.Vendor.RejectedContainers.Add(new RejectedRecord("odd", "It has no name."));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var run = await world.SyncAsync(integration, SyncScope.Containers);

        Assert.Equal((1, 1, 1), (run.Counters.Rejected, run.RejectedTotal, run.RejectedKept));
        Assert.Equal([new RejectedView("odd", "It has no name.")], (await ListAsync(world, integration, run, new PageRequest())).Items);
    }

    private static Task<Page<RejectedView>> ListAsync(TestWorld world, IntegrationId integration, SyncRunView run, PageRequest page) =>
        world.Get<ListRejected>().RunAsync(world.Owner, integration, new SyncRunId(run.Id), page, Token).Ok();
}
