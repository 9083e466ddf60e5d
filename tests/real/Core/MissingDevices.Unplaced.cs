using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Devices that the vendor reports without saying where they are.</summary>
public sealed partial class MissingDevices
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Many_devices_that_come_without_their_policy_stay_where_they_were(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases, "staged_devices", "devices", "device_links");
        var lost = Mapped(world, int.MaxValue);
        lost.ForEach(d => world.Fleet.ChangeFact(d.AgentId, "policy_id", null));

        for (var i = 0; i < 3; i++)
        {
            var run = await world.SyncAsync(integration, SyncScope.Devices);
            Assert.Equal((SyncState.Partial, "too_many_unplaced"), (run.State, run.Error?.Code));
            Assert.Contains($"For {lost.Count} of {lost.Count} ", run.Error!.Message, StringComparison.Ordinal);
            Assert.True(FleetTruth.Balances(run.Counters));
        }

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, "staged_devices", "devices", "device_links"));

        Assert.Equal("too_many_unplaced", (await world.IntegrationAsync(integration)).Attention?.Code);

        // A good answer mends it, and nothing is left of it.
        lost.ForEach(d => world.Fleet.ChangeFact(d.AgentId, "policy_id", d.PolicyId));
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration, SyncScope.Devices)).State);
        Assert.Empty(await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.ContainerUnmapped)));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_few_devices_that_come_without_their_policy_are_in_none(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.StageAsync();
        var lost = Mapped(world, 2);
        var imported = await world.StagedAsync(integration, lost[0].AgentId);
        await world.ImportAsync(integration, new ImportSelection([imported.Id]));
        lost.ForEach(d => world.Fleet.ChangeFact(d.AgentId, "policy_id", null));

        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration, SyncScope.Devices)).State);

        Assert.Equal(StagedStatus.ContainerUnmapped, (await world.StagedAsync(integration, lost[0].AgentId)).Status);
        Assert.DoesNotContain(lost[1].AgentId, (await world.StagedAsync(integration, new StagedFilter())).Select(s => s.ExternalId));
    }
}
