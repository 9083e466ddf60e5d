using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Answers of which much can't be used: a person is told, nothing is taken for gone, and nobody can allow that it is.</summary>
public sealed class UnusableRecords
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_sync_that_can_use_nothing_does_not_end_green(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world, 3);
        Reject(world, 3, isNamed: true);

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Partial, Completeness.Incomplete, "too_many_rejected", 3), (run.State, run.Completeness, run.Error?.Code, run.Counters.Rejected));
        Assert.StartsWith("3 of the 3 records that the vendor sent can't be used.", run.Error!.Message, StringComparison.Ordinal);
        Assert.Equal((IntegrationState.Attention, "too_many_rejected"), ((await world.IntegrationAsync(integration)).State, (await world.IntegrationAsync(integration)).Attention?.Code));

        // It is over with the first answer that can be used.
        Mend(world);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_tenth_may_be_wrong_and_more_may_not(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world, 100);

        Reject(world, 10, isNamed: true);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
        Mend(world);
        Reject(world, 11, isNamed: true);
        Assert.Equal("too_many_rejected", (await world.SyncAsync(integration)).Error?.Code);
    }

    // One record without an identifier does not explain that half of the fleet is gone.
    [Theory, ClassData(typeof(Engines))]
    public async Task Many_that_are_missing_beside_a_few_without_an_identifier_are_a_question(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world, 100);
        Reject(world, 1, isNamed: false);
        world.Vendor.Devices.RemoveRange(0, 50);

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Partial, "records_unnamed", 0), (run.State, run.Error?.Code, run.Missing));
        Assert.Contains("so the 51 that were not seen may be among them", run.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("records_unnamed", (await world.IntegrationAsync(integration)).Attention?.Code);
    }

    // They came, so that they were not reported must not be said; and there is nothing to allow.
    [Theory, InlineData(DatabaseEngine.Sqlite, 4), InlineData(DatabaseEngine.Sqlite, 21), InlineData(DatabaseEngine.Sqlite, 200), InlineData(DatabaseEngine.PostgreSql, 4), InlineData(DatabaseEngine.PostgreSql, 21), InlineData(DatabaseEngine.PostgreSql, 200)]
    public async Task Records_without_an_identifier_are_not_devices_that_are_missing(DatabaseEngine engine, int unnamed)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world, 200);
        Reject(world, unnamed, isNamed: false);

        for (var i = 0; i < 3; i++)
        {
            var run = await world.SyncAsync(integration);
            Assert.Equal((SyncState.Partial, Completeness.Incomplete, unnamed > 20 ? "too_many_rejected" : "records_unnamed"), (run.State, run.Completeness, run.Error?.Code));
            Assert.Null(run.Held);
        }

        Assert.DoesNotContain(await world.StagedAsync(integration), s => s.Status == StagedStatus.NotSeen);
    }

    // More of one container than may go, but few in all.
    [Theory, ClassData(typeof(Engines))]
    public async Task Nor_are_they_when_all_are_of_one_container(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("b", [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"b{i}", "b"))]);
        var integration = await FleetAsync(world, 94);
        world.Vendor.Devices.RemoveAll(d => d.ContainerId == "b");
        world.Vendor.RejectedDevices.AddRange(Enumerable.Range(1, 6).Select(_ => new RejectedRecord(null, "It has no identifier.")));

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Partial, "records_unnamed"), (run.State, run.Error?.Code));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_list_of_containers_none_of_which_can_be_used_is_not_called_empty(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world, 3);
        world.Vendor.Containers.Clear();
        world.Vendor.RejectedContainers.Add(new RejectedRecord(null, "It has no identifier."));

        var run = await world.SyncAsync(integration, SyncScope.Containers);

        Assert.Equal((SyncState.Partial, "too_many_rejected"), (run.State, run.Error?.Code));
        Assert.Equal(IntegrationState.Attention, (await world.IntegrationAsync(integration)).State);
    }

    private static async Task<IntegrationId> FleetAsync(TestWorld world, int devices)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(1, devices).Select(i => PaperVendor.Device($"a{i}", "a"))]);
        return await world.StageAsync(isPaper: true);
    }

    private static void Reject(TestWorld world, int count, bool isNamed)
    {
        var devices = world.Vendor.Devices.Take(count).ToList();
        world.Vendor.Devices.RemoveRange(0, count);
        world.Vendor.RejectedDevices.AddRange(devices.Select(d => new RejectedRecord(isNamed ? d.ExternalId : null, "It can't be read.")));
    }

    private static void Mend(TestWorld world)
    {
        world.Vendor.Devices.AddRange(world.Vendor.RejectedDevices.Select(r => PaperVendor.Device(r.ExternalId!, "a")));
        world.Vendor.RejectedDevices.Clear();
    }
}
