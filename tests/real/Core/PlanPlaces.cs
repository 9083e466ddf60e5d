using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Plans say what they do also where devices are not where their containers are: what is planned is applied, and nothing else.</summary>
public sealed class PlanPlaces
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_that_a_person_put_elsewhere_stays_there_when_its_container_comes_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1"))).Id);
        await world.MapAsync(integration, "a", await world.CompanyAsync("C"));
        await world.DrainAsync();

        var plan = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "A"));
        var applied = await world.ApplyAsync(plan.Id);

        Assert.Equal(new PlanTotals(Hold: 1, Skip: 2), plan.Totals);
        Assert.Equal((PlanState.Applied, 0, 0), (applied.State, applied.Applied, applied.PassedOver));
        Assert.Equal("B", await CompanyOfAsync(world, "Device a1"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_that_is_gone_is_not_planned_to_move(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        world.Vendor.Devices.RemoveAll(d => d.ExternalId == "a1");
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
        await world.MapAsync(integration, "a", null);

        var plan = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));
        var applied = await world.ApplyAsync(plan.Id);

        Assert.Equal(new PlanTotals(Move: 2, Hold: 1), plan.Totals);
        Assert.Equal((2, 0), (applied.Applied, applied.PassedOver));
        Assert.Equal("A", await CompanyOfAsync(world, "Device a1"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sync_does_not_move_what_was_unticked_when_a_mapping_was_taken_away(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        world.Vendor.Containers[1] = new ContainerRecord("b", "Site b", "a");
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        var before = await StateAsync(world);

        // Without a mapping of its own, it inherits the company above.
        var plan = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "b", null));
        Assert.Equal(new PlanTotals(Move: 3), plan.Totals);
        await world.ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id))[1].Id);
        await world.SyncAsync(integration);

        Assert.Equal(["A", "B", "A"], [await CompanyOfAsync(world, "Device b1"), await CompanyOfAsync(world, "Device b2"), await CompanyOfAsync(world, "Device b3")]);
        Assert.Equal(2, (await world.UndoAsync(plan.Id)).Undone);
        Assert.Equal(before, await StateAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_whose_Auto_Sync_was_switched_since_is_mapped_and_brought_back_all_the_same(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var plan = await world.PlanAsync(await PlanSteps.RetypeAsync(world, integration, "box", "Notebook"));
        var types = world.Get<ChangeProviderType>();
        await types.RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: true), Token).Ok();

        var applied = await world.ApplyAsync(plan.Id);
        Assert.Equal((3, 0), (applied.Applied, applied.Notes.Count));
        Assert.Equal(("Notebook", true), await BoxAsync(world, integration));
        await types.RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: false), Token).Ok();

        var undone = await world.UndoAsync(plan.Id);
        Assert.Equal((3, 0), (undone.Undone, undone.Notes.Count));
        Assert.Equal(("box", false), await BoxAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_that_was_unmapped_stays_mapped_while_Auto_Sync_needs_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var types = world.Get<ChangeProviderType>();
        var request = await PlanSteps.RetypeAsync(world, integration, "box", "Notebook");
        await types.RunAsync(world.Owner, integration, "box", new ProviderTypeChange(Unmap: true), Token).Ok();
        var plan = await world.PlanAsync(request);
        await world.ApplyAsync(plan.Id);
        await types.RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: true), Token).Ok();

        var undone = await world.UndoAsync(plan.Id);

        Assert.Contains("Auto-Sync is on", Assert.Single(undone.Notes), StringComparison.Ordinal);
        Assert.Equal(("Notebook", true), await BoxAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_is_brought_back_whatever_became_of_the_company(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync(each: 1);
        await world.ImportAllAsync(integration);
        var plan = await world.PlanAsync(await PlanSteps.RetypeAsync(world, integration, "box", "Notebook"));
        await world.ApplyAsync(plan.Id);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        world.Vendor.Devices[0] = PaperVendor.Device("a1", "b");
        await world.SyncAsync(integration);
        await world.MapAsync(integration, "a", null);
        await world.Get<DeleteCompany>().RunAsync(world.Owner, await world.CompanyAsync("A"), Token).Ok();

        Assert.Equal((1, 0), ((await world.UndoAsync(plan.Id)).Undone, (await world.GetPlanAsync(plan.Id)).Kept));
        Assert.Equal(("box", "B"), (await world.DevicesAsync()).Where(d => d.Name == "Device a1").Select(d => (d.DeviceType.Name, d.Company.Name)).Single());
    }

    // What a name of a container inside another taught before it lay there is learned no more.
    private static async Task<string[]> StateAsync(TestWorld world) =>
        [.. (await world.StateAsync()).Where(l => !l.StartsWith("company_aliases", StringComparison.Ordinal))];

    private static async Task<(string? Target, bool AutoSync)> BoxAsync(TestWorld world, IntegrationId integration)
    {
        var box = (await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok()).Single(t => t.Key == "box");
        return (box.DeviceType?.Name, box.AutoSync);
    }

    private static async Task<string> CompanyOfAsync(TestWorld world, string name) => (await world.DevicesAsync()).Single(d => d.Name == name).Company.Name;
}
