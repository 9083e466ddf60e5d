using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using Xunit.Sdk;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class FirstLight
{
    private static readonly string[] Kept = ["devices", "device_links", "companies", "device_types", "provider_types"];

    [Theory, ClassData(typeof(Engines))]
    public async Task Staged_and_imported_devices_are_exactly_those_of_the_vendor(DatabaseEngine engine)
    {
        await using var world = await TestWorld.StartAsync(engine, new SimulatorOptions { Companies = 12, Devices = 420 });
        var integration = await world.StageAsync();
        var truth = FleetTruth.Of(world.Fleet, await world.ContainersAsync(integration));

        Assert.True(truth.Length > 380);
        Assert.Equal(truth, FleetTruth.Of(await world.StagedAsync(integration)));

        var import = await world.ImportAllAsync(integration);

        Assert.Equal(ImportState.Finished, import.State);
        Assert.Equal((truth.Length, truth.Length, 0, 0, 0), (import.Total, import.Imported, import.Updated, import.Skipped, import.Failed));
        Assert.Equal(FleetTruth.WithoutIds(truth), FleetTruth.Of(await world.DevicesAsync()));
        Assert.All(await world.RunsAsync(integration), run =>
        {
            Assert.Equal(SyncState.Succeeded, run.State);
            Assert.True(FleetTruth.Balances(run.Counters));
        });

        var view = await world.IntegrationAsync(integration);
        Assert.Equal(IntegrationState.Ok, view.State);
        Assert.Equal((truth.Length, 0, truth.Length), (view.Counts.Staged, view.Counts.Pending, view.Counts.Imported));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_first_sync_brings_the_whole_tree_of_policies(DatabaseEngine engine)
    {
        await using var world = await TestWorld.StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        var containers = await world.ContainersAsync(integration);

        Assert.Equal(
            world.Fleet.Policies.Select(p => p.PolicyId).Order(StringComparer.Ordinal),
            containers.Select(c => c.ExternalId).Order(StringComparer.Ordinal));
        var byId = containers.ToDictionary(c => c.Id);
        Assert.All(world.Fleet.Policies.Where(p => !string.IsNullOrEmpty(p.ParentId) && containers.Any(c => c.ExternalId == p.ParentId)), policy =>
            Assert.Equal(policy.ParentId, byId[containers.Single(c => c.ExternalId == policy.PolicyId).ParentId!.Value].ExternalId));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_second_sync_and_a_second_import_write_nothing_twice(DatabaseEngine engine)
    {
        await using var world = await TestWorld.StartAsync(engine);
        var integration = await world.ImportAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases, Kept);
        var staged = await StagedRowsAsync(world);

        var run = await world.SyncAsync(integration);
        var again = await world.ImportAllAsync(integration);

        Assert.Equal(SyncState.Succeeded, run.State);
        Assert.Equal((0, 0), (run.Counters.Created, run.Counters.Updated));
        Assert.Equal(run.Counters.Received - run.Counters.Unmapped, run.Counters.Unchanged);
        Assert.Equal((0, 0, 0, 0), (again.Total, again.Imported, again.Updated, again.Failed));
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, Kept));
        Assert.Equal(staged, await StagedRowsAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task News_of_the_vendor_reach_the_inventory(DatabaseEngine engine)
    {
        await using var world = await TestWorld.StartAsync(engine);
        var integration = await world.ImportAsync();
        var device = world.Fleet.Devices[0];
        world.Fleet.RenameDevice(device.AgentId, "Renamed at the vendor");

        var run = await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Equal(1, run.Counters.Updated);
        Assert.Single(await world.DevicesAsync(), d => d.Name == "Renamed at the vendor");
        Assert.Equal(MSPortal.Connectors.Core.Staging.StagedStatus.Imported, (await world.StagedAsync(integration, device.AgentId)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_that_enrols_anew_is_a_new_record_and_the_old_one_stays(DatabaseEngine engine)
    {
        await using var world = await TestWorld.StartAsync(engine);
        var integration = await world.ImportAsync();
        var old = world.Fleet.Devices.First(d => d.PolicyId is { Length: > 0 } id && world.Fleet.Policies.Any(p => p.PolicyId == id));
        var again = world.Fleet.ReenrolDevice(old.AgentId);

        await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Equal(MSPortal.Connectors.Core.Staging.StagedStatus.Imported, (await world.StagedAsync(integration, old.AgentId)).Status);
        Assert.Equal(MSPortal.Connectors.Core.Staging.StagedStatus.New, (await world.StagedAsync(integration, again.AgentId)).Status);
    }

    // Twins: the comparisons above can fail.
    [Theory, ClassData(typeof(Engines))]
    public async Task A_lost_row_and_a_changed_name_are_noticed(DatabaseEngine engine)
    {
        await using var world = await TestWorld.StartAsync(engine);
        var integration = await world.StageAsync();
        var truth = FleetTruth.Of(world.Fleet, await world.ContainersAsync(integration));
        await using var db = world.Open();
        var row = await db.StagedDevices.OrderBy(d => d.Id).FirstAsync(TestWorld.Token);

        row.Name = "Not its name";
        await db.SaveChangesAsync(TestWorld.Token);
        Assert.ThrowsAny<XunitException>(() => Assert.Equal(truth, FleetTruth.Of(world.StagedAsync(integration).GetAwaiter().GetResult())));

        db.StagedDevices.Remove(row);
        await db.SaveChangesAsync(TestWorld.Token);
        Assert.Equal(truth.Length - 1, (await world.StagedAsync(integration)).Count);
    }

    [Fact]
    public void A_record_that_is_counted_twice_upsets_the_books()
    {
        Assert.True(new SyncTally { Received = 3, Created = 1, Unmapped = 2 }.IsBalanced);
        Assert.False(new SyncTally { Received = 3, Created = 2, Unmapped = 2 }.IsBalanced);
        Assert.False(FleetTruth.Balances(new SyncCounters(3, 1, 1, 0, 0, 0, 0, 0)));
    }

    private static async Task<string[]> StagedRowsAsync(TestWorld world)
    {
        await using var db = world.Open();
        var rows = await db.StagedDevices.AsNoTracking().Include(d => d.Observation).OrderBy(d => d.Id).ToListAsync(TestWorld.Token);
        return [.. rows.Select(d => $"{d.ExternalId} {d.ContentHash} {d.Name} {d.TypeKey} {d.Observation.ObservedAt.UtcTicks} {d.Observation.Hash} {d.MissedRuns}")];
    }
}
