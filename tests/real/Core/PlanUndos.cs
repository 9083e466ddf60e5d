using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What an undo says about devices that it could not take back.</summary>
public sealed class PlanUndos
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_that_went_with_their_integration_were_not_taken_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(import.Id, (await world.ItemsAsync(import.Id))[0].Id);
        var sync = await world.PlanAsync(PlanSteps.AutoSync(integration, "box"));
        await world.ApplyAsync(sync.Id);
        await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, true, Token).Ok();

        var undone = await world.UndoAsync(import.Id);

        Assert.Equal((PlanState.Undone, 5, 0, 5), (undone.State, undone.Applied, undone.Undone, undone.Kept));
        var items = await world.ItemsAsync(import.Id);
        Assert.Equal(PlanOutcome.Excluded, items[0].Outcome);
        Assert.All(items.Skip(1), i => Assert.Equal((PlanOutcome.Kept, "It is no longer in the inventory: \"Paper\" was deleted since. There was nothing to take back."), (i.Outcome, i.OutcomeReason)));

        undone = await world.UndoAsync(sync.Id);
        Assert.Equal((0, 1), (undone.Undone, undone.Kept));
        Assert.Equal("The type \"box\" is gone, so there was nothing to bring back.", Assert.Single(undone.Notes));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_that_were_kept_when_their_integration_was_deleted_stay(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(import.Id);
        await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, false, Token).Ok();

        var undone = await world.UndoAsync(import.Id);

        Assert.Equal((0, 6), (undone.Undone, undone.Kept));
        Assert.All(await world.ItemsAsync(import.Id), i => Assert.Contains("so it stays", i.OutcomeReason, StringComparison.Ordinal));
        Assert.Equal(6, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_note_stays_with_a_device_that_goes_back_and_keeps_one_that_would_go(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(import.Id);
        var mapped = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));
        await world.ApplyAsync(mapped.Id);
        var noted = (await world.DevicesAsync()).Single(d => d.Name == "Device a1");
        await world.Get<AddNote>().RunAsync(world.Owner, new DeviceId(noted.Id), "Screen cracked.", Token).Ok();

        var back = await world.UndoAsync(mapped.Id);

        Assert.Equal((PlanState.Undone, 3, 0), (back.State, back.Undone, back.Kept));
        Assert.Equal("A", (await world.DevicesAsync()).Single(d => d.Id == noted.Id).Company.Name);
        Assert.Single((await world.Get<ListNotes>().RunAsync(world.Owner, new DeviceId(noted.Id), new PageRequest(), Token).Ok()).Items);

        var away = await world.UndoAsync(import.Id);
        Assert.Equal((5, 1), (away.Undone, away.Kept));
        var kept = Assert.Single(await world.DevicesAsync());
        Assert.Equal(noted.Id, kept.Id);
        Assert.Contains(await world.ItemsAsync(import.Id), i => i.OutcomeReason == $"{world.Owner.Name} wrote a note on it. That stays.");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_that_a_person_put_elsewhere_since_stays_there_and_is_not_asked_about(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var mapped = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));
        var rows = await world.ItemsAsync(mapped.Id);
        await world.ApplyAsync(mapped.Id, rows.Single(r => r.Name == "Device a3").Id);
        await world.CompanyAsync("C");
        await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "C", "Device a1", "Device a3"))).Id);

        var back = await world.UndoAsync(mapped.Id);
        await world.SyncAsync(integration);

        Assert.Equal((PlanState.Undone, 1, 1), (back.State, back.Undone, back.Kept));
        Assert.Equal(["C", "A", "C"], (await world.DevicesAsync()).Where(d => d.Name.StartsWith("Device a", StringComparison.Ordinal)).OrderBy(d => d.Name).Select(d => d.Company.Name));
        Assert.Empty((await world.Get<ListDecisions>().RunAsync(world.Owner, DecisionFilter.All, null, new PageRequest(), Token)).Items);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_that_a_person_put_elsewhere_while_its_site_had_no_company_stays_there(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var unmapped = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", null));
        await world.ApplyAsync(unmapped.Id);
        await world.CompanyAsync("C");
        await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "C", "Device a1"))).Id);

        await world.UndoAsync(unmapped.Id);
        await world.SyncAsync(integration);

        Assert.Equal(["C", "A", "A"], (await world.DevicesAsync()).Where(d => d.Name.StartsWith("Device a", StringComparison.Ordinal)).OrderBy(d => d.Name).Select(d => d.Company.Name));
        Assert.Empty((await world.Get<ListDecisions>().RunAsync(world.Owner, DecisionFilter.All, null, new PageRequest(), Token)).Items);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_name_that_was_locked_since_stays_and_the_company_comes_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var mapped = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));
        await world.ApplyAsync(mapped.Id);
        var retyped = await world.PlanAsync(await PlanSteps.RetypeAsync(world, integration, "box", "Notebook"));
        await world.ApplyAsync(retyped.Id);
        var named = (await world.DevicesAsync()).Single(d => d.Name == "Device a1").Id;
        await world.Get<LockField>().RunAsync(world.Owner, new DeviceId(named), "name", "Front desk", Token).Ok();

        Assert.Equal((3, 0), ((await world.UndoAsync(retyped.Id)).Undone, (await world.GetPlanAsync(retyped.Id)).Kept));
        Assert.Equal((3, 0), ((await world.UndoAsync(mapped.Id)).Undone, (await world.GetPlanAsync(mapped.Id)).Kept));

        var device = (await world.DevicesAsync()).Single(d => d.Id == named);
        Assert.Equal(("Front desk", "A", "box"), (device.Name, device.Company.Name, device.DeviceType.Name));
    }
}
