using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.PlanSteps;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A plan says what applying it does; what was unticked stays untouched; undoing brings back the state before, to the letter.</summary>
public sealed class PlanTruth
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_import(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "tower", new ProviderTypeChange(Ignored: true), Token).Ok();
        var before = await world.StateAsync();

        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        Assert.Equal((PlanState.Ready, new PlanTotals(Create: 3, Skip: 3)), (plan.State, plan.Totals));
        Assert.Equal([("A", 3, 0), ("B", 0, 3)], plan.Companies.Select(c => (c.Company!.Name, c.Create, c.Skip)));
        Assert.Equal(before, await world.StateAsync());
        var items = await world.ItemsAsync(plan.Id);
        Assert.Equal(["Device a1", "Device a2", "Device a3", "Device b1", "Device b2", "Device b3"], items.Select(i => i.Name));
        Assert.Equal(("type_ignored", PlannedChange.Skip, "B"), (items[5].Reason.Code, items[5].Change, items[5].Company?.Name));
        Assert.Equal(["Device a2"], (await AllAsync(page => world.Get<ListPlanItems>().RunAsync(world.Owner, new PlanId(plan.Id), new PlanItemFilter(PlannedChange.Create), page with { Search = "A2" }, Token).Ok())).Select(i => i.Name));

        var applied = await world.ApplyAsync(plan.Id, items[1].Id);
        Assert.Equal((PlanState.Applied, 2, 2, 1, 0), (applied.State, applied.Total, applied.Applied, applied.Excluded, applied.PassedOver));
        Assert.Equal(["Device a1", "Device a3"], (await world.DevicesAsync()).Select(d => d.Name));
        Assert.Equal(StagedStatus.New, (await world.StagedAsync(integration, "a2")).Status);
        items = await world.ItemsAsync(plan.Id);
        Assert.Equal(
            [PlanOutcome.Applied, PlanOutcome.Excluded, PlanOutcome.Applied, PlanOutcome.Unchanged, PlanOutcome.Unchanged, PlanOutcome.Unchanged],
            items.Select(i => i.Outcome));
        Assert.Equal((await world.DevicesAsync()).Select(d => (Guid?)d.Id), items.Where(i => i.Outcome is PlanOutcome.Applied).Select(i => i.DeviceId));

        var undone = await world.UndoAsync(plan.Id);
        Assert.Equal((PlanState.Undone, 2, 0), (undone.State, undone.Undone, undone.Kept));
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync_for_a_whole_fleet_gives_the_fleet_and_its_undo_the_state_before(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine, new MSPortal.Connectors.Addigy.Simulator.SimulatorOptions { Seed = 21, Companies = 30, Devices = 400 });
        var integration = await world.StageAsync();
        var truth = FleetTruth.WithoutIds(FleetTruth.Of(world.Fleet, await world.ContainersAsync(integration)));
        var before = await world.StateAsync();

        var plan = await world.PlanAsync(new PlanRequest(PlanKind.AutoSync, integration.Value) { All = true });
        Assert.Equal(truth.Length, plan.Totals.Create);
        await world.ApplyAsync(plan.Id);
        Assert.Equal(truth, FleetTruth.Of(await world.DevicesAsync()));
        Assert.Equal("plan_applied", (await world.TryApplyAsync(plan.Id).No()).Code);
        Assert.Equal(truth, FleetTruth.Of(await world.DevicesAsync()));

        await world.UndoAsync(plan.Id);
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_import_of_chosen_devices_updates_and_moves_and_tries_again(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "tower", new ProviderTypeChange(Unmap: true), Token).Ok();
        await world.ImportAsync(integration, new MSPortal.Connectors.Core.Import.ImportSelection([.. (await world.StagedAsync(integration)).Where(s => s.Name != "Device a3").Select(s => s.Id)]));
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        world.Vendor.Devices[0] = PaperVendor.Device("a1", "b", name: "Device a1");
        await world.SyncAsync(integration);

        // News that the inventory does not have yet.
        await using (var db = world.Open())
        {
            foreach (var record in db.StagedDevices.Where(d => d.ExternalId == "a2"))
                (record.Name, record.ContentHash) = ("Renamed a2", new string('0', 64));
            await db.SaveChangesAsync(Token);
        }

        var before = await world.StateAsync();
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.Import, integration.Value) { StagedDeviceIds = [.. (await world.StagedAsync(integration)).Select(s => s.Id)] });
        Assert.Equal(new PlanTotals(Create: 4, Update: 1, Move: 1), plan.Totals);
        Assert.Equal(("B", "A"), (await world.ItemsAsync(plan.Id, new PlanItemFilter(PlannedChange.Move))).Select(i => (i.Company!.Name, i.FromCompany!.Name)).Single());

        var applied = await world.ApplyAsync(plan.Id);
        Assert.Equal((PlanState.Applied, 6), (applied.State, applied.Applied));
        Assert.All(await world.StagedAsync(integration), s => Assert.Equal(StagedStatus.Imported, s.Status));
        Assert.Contains(await world.DevicesAsync(), d => d.Name == "Renamed a2");
        Assert.Contains(await world.DevicesAsync(), d => d is { Name: "Device a1", Company.Name: "B" });

        Assert.Equal((6, 0), ((await world.UndoAsync(plan.Id)).Undone, (await world.GetPlanAsync(plan.Id)).Kept));
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var before = await world.StateAsync();
        var plan = await world.PlanAsync(PlanSteps.AutoSync(integration, "box"));
        Assert.Equal(new PlanTotals(Create: 3), plan.Totals);
        Assert.False(await IsOnAsync(world, integration));

        await world.ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id))[0].Id);
        Assert.True(await IsOnAsync(world, integration));
        Assert.Equal(["Device a2", "Device a3"], (await world.DevicesAsync()).Select(d => d.Name));

        // The next sync brings what is new, but not what a person left out.
        world.Vendor.Devices.Add(PaperVendor.Device("a4", "a"));
        await world.SyncAsync(integration);
        Assert.Equal(["Device a2", "Device a3", "Device a4"], (await world.DevicesAsync()).Select(d => d.Name));
        Assert.Equal("left_out", (await world.ItemsAsync((await world.PlanAsync(PlanSteps.AutoSync(integration, "box"))).Id)).Single().Reason.Code);

        world.Vendor.Devices.RemoveAt(world.Vendor.Devices.Count - 1);
        await world.SyncAsync(integration);
        await using (var db = world.Open())
        {
            db.Devices.RemoveRange(db.Devices.Where(d => d.Name == "Device a4"));
            db.StagedDevices.RemoveRange(db.StagedDevices.Where(d => d.Name == "Device a4"));
            await db.SaveChangesAsync(Token);
        }

        Assert.Equal((PlanState.Undone, 2), ((await world.UndoAsync(plan.Id)).State, (await world.GetPlanAsync(plan.Id)).Undone));
        Assert.Equal(before, await world.StateAsync());
        Assert.Empty((await world.SyncAsync(integration)).Error?.Code ?? "");
        Assert.Empty(await world.DevicesAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync_off_and_on_for_all(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var on = await world.PlanAsync(new PlanRequest(PlanKind.AutoSync, integration.Value) { All = true });
        Assert.Equal(new PlanTotals(Create: 6), on.Totals);
        await world.ApplyAsync(on.Id);
        var off = await world.PlanAsync(PlanSteps.AutoSync(integration, "box") with { Off = true });
        Assert.Equal(new PlanTotals(), off.Totals);

        await world.ApplyAsync(off.Id);
        Assert.False(await IsOnAsync(world, integration));
        await world.UndoAsync(off.Id);
        Assert.True(await IsOnAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mapping(DatabaseEngine engine)
    {
        foreach (var choice in (MoveChoice[])[MoveChoice.Hold, MoveChoice.Follow])
        {
            await using var world = await StartAsync(engine);
            var integration = await world.TwoSitesAsync();
            await world.ImportAllAsync(integration);
            await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = choice }, Token).Ok();
            await world.CompanyAsync("C");
            var before = await world.StateAsync();

            var plan = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "C"));
            Assert.Equal(new PlanTotals(Move: 3), plan.Totals);
            Assert.Equal([("A", 0, 3), ("C", 3, 0)], plan.Companies.Select(c => (c.Company!.Name, c.Move, c.MovesAway)));
            Assert.Equal(before, await world.StateAsync());

            var left = (await world.ItemsAsync(plan.Id))[1];
            var applied = await world.ApplyAsync(plan.Id, left.Id);
            Assert.Equal((PlanState.Applied, 2, 0), (applied.State, applied.Applied, applied.PassedOver));
            Assert.Equal([("Device a1", "C"), ("Device a2", "A"), ("Device a3", "C")], await InAsync(world, "a"));

            // Neither does the next sync move what was unticked, nor is anybody asked about it again.
            await world.SyncAsync(integration);
            Assert.Equal([("Device a1", "C"), ("Device a2", "A"), ("Device a3", "C")], await InAsync(world, "a"));
            Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(integration, "a2")).Status);
            Assert.True((await world.ContainerAsync(integration, "a")).IsDecidedByPerson);

            var undone = await world.UndoAsync(plan.Id);
            Assert.Equal((PlanState.Undone, 2, 0), (undone.State, undone.Undone, undone.Kept));
            Assert.Equal(before, await world.StateAsync());
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Taking_a_mapping_away(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAsync(integration, new MSPortal.Connectors.Core.Import.ImportSelection([.. (await world.StagedAsync(integration)).Where(s => s.Name != "Device a3").Select(s => s.Id)]));
        var before = (await world.StagedAsync(integration)).Select(s => (s.Name, s.Status, s.Company?.Name, s.DeviceId)).ToArray();

        var plan = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", null));
        Assert.Equal(new PlanTotals(Hold: 2, Skip: 1), plan.Totals);
        Assert.Equal(["container_unmapped", "container_unmapped", "leaves_staging"], (await world.ItemsAsync(plan.Id)).Select(i => i.Reason.Code));

        Assert.Equal(PlanState.Applied, (await world.ApplyAsync(plan.Id)).State);
        Assert.Equal(5, (await world.DevicesAsync()).Count);
        Assert.Equal(3, (await world.StagedAsync(integration)).Count);

        Assert.Equal(PlanState.Undone, (await world.UndoAsync(plan.Id)).State);
        Assert.Equal(before, (await world.StagedAsync(integration)).Select(s => (s.Name, s.Status, s.Company?.Name, s.DeviceId)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_device_type(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var request = await PlanSteps.RetypeAsync(world, integration, "box", "Notebook");
        var before = await world.StateAsync();

        var plan = await world.PlanAsync(request);
        Assert.Equal(new PlanTotals(Update: 3), plan.Totals);
        var items = await world.ItemsAsync(plan.Id);
        Assert.Equal("Its device type changes from box to Notebook.", items[0].Reason.Message);

        await world.ApplyAsync(plan.Id, items[2].Id);
        Assert.Equal(["Notebook", "Notebook", "box"], (await world.DevicesAsync()).Where(d => d.Name.Contains(" a", StringComparison.Ordinal)).Select(d => d.DeviceType.Name));
        var history = await world.Get<ListDeviceHistory>().RunAsync(world.Owner, new MSPortal.Connectors.Core.Inventory.DeviceId(items[0].DeviceId!.Value), null, new PageRequest(), Token).Ok();
        Assert.Equal(("device_type", world.Owner.Name), history.Items.Select(c => (c.Key, c.By)).First());

        Assert.Equal(2, (await world.UndoAsync(plan.Id)).Undone);
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_move_that_no_sync_takes_back(DatabaseEngine engine)
    {
        foreach (var choice in (MoveChoice[])[MoveChoice.Hold, MoveChoice.Follow, MoveChoice.Stay])
        {
            await using var world = await StartAsync(engine);
            var integration = await world.TwoSitesAsync();
            await world.ImportAllAsync(integration);
            await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = choice }, Token).Ok();
            var before = await world.StateAsync();

            var plan = await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1", "Device a2", "Device b1"));
            Assert.Equal(new PlanTotals(Move: 2, Skip: 1), plan.Totals);
            await world.ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id))[1].Id);
            Assert.Equal([("Device a1", "B"), ("Device a2", "A"), ("Device a3", "A")], await InAsync(world, "a"));

            var run = await world.SyncAsync(integration);
            Assert.Equal((SyncState.Succeeded, 0), (run.State, run.Counters.Held));
            Assert.Equal([("Device a1", "B"), ("Device a2", "A"), ("Device a3", "A")], await InAsync(world, "a"));
            Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(integration, "a1")).Status);

            Assert.Equal(1, (await world.UndoAsync(plan.Id)).Undone);
            Assert.Equal(before, await world.StateAsync());
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deletion(DatabaseEngine engine)
    {
        foreach (var removes in (bool[])[false, true])
        {
            await using var world = await StartAsync(engine);
            var integration = await world.TwoSitesAsync();
            await world.ImportAllAsync(integration);

            var plan = await world.PlanAsync(new PlanRequest(PlanKind.DeleteIntegration, integration.Value) { RemovesDevices = removes });
            Assert.Equal(removes ? new PlanTotals(Retire: 6) : new PlanTotals(Skip: 6), plan.Totals);
            Assert.False(plan.Undoable);
            Assert.Contains("secrets", plan.WhyNotUndoable, StringComparison.Ordinal);

            var applied = await world.ApplyAsync(plan.Id, removes ? [(await world.ItemsAsync(plan.Id))[0].Id] : []);
            Assert.Equal((PlanState.Applied, removes ? 5 : 0, 0), (applied.State, applied.Applied, applied.PassedOver));
            string[] kept = ["Device a1", "Device a2", "Device a3", "Device b1", "Device b2", "Device b3"];
            Assert.Equal(removes ? ["Device a1"] : kept, (await world.DevicesAsync()).Select(d => d.Name));
            Assert.Empty(await world.Get<ListIntegrations>().RunAsync(world.Owner, Token));
            Assert.Equal("plan_not_undoable", (await world.Get<UndoPlan>().RunAsync(world.Owner, new PlanId(plan.Id), Token).No()).Code);
        }
    }

    private static async Task<bool> IsOnAsync(TestWorld world, IntegrationId integration) =>
        (await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok()).Single(t => t.Key == "box").AutoSync;

    private static async Task<(string Name, string Company)[]> InAsync(TestWorld world, string site) =>
        [.. (await world.DevicesAsync()).Where(d => d.Name.StartsWith($"Device {site}", StringComparison.Ordinal)).Select(d => (d.Name, d.Company.Name))];
}
