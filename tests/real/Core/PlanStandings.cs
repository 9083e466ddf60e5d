using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A plan says by itself whether it could still be applied, and afterwards what was done.</summary>
public sealed class PlanStandings
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_whose_base_has_moved_says_so_before_it_is_applied(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        var sync = await world.PlanAsync(PlanSteps.AutoSync(integration, "box"));
        await IsAsync(world, import.Id, false);
        await IsAsync(world, sync.Id, false);

        // A sync of what has not changed changes nothing about plans.
        await world.SyncAsync(integration);
        await IsAsync(world, import.Id, false);

        world.Vendor.Devices.Add(PaperVendor.Device("b4", "b", type: "tower"));
        await world.SyncAsync(integration);
        await IsAsync(world, import.Id, true);
        await IsAsync(world, sync.Id, false);
        await SaysAsTheRefusalAsync(world, import.Id);

        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(Ignored: true), Token).Ok();
        await IsAsync(world, sync.Id, true);
        await SaysAsTheRefusalAsync(world, sync.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_devices_that_were_staged_anew_it_names_no_name_twice(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        world.Vendor.Devices.Add(PaperVendor.Device("a4", "a"));
        await world.MapAsync(integration, "a", null);
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();

        var why = (await world.GetPlanAsync(import.Id)).WhyStale!;

        Assert.Contains("1 device more that it would concern (Device a4)", why, StringComparison.Ordinal);
        Assert.Contains("3 devices of the same name that another record stands for since (Device a1, Device a2, Device a3)", why, StringComparison.Ordinal);
        Assert.DoesNotContain("fewer", why, StringComparison.Ordinal);
        Assert.Equal(2, why.Split("Device a1").Length);

        // Twin: what is gone is named, once.
        world.Vendor.Devices.RemoveAll(d => d.ExternalId == "a2");
        await world.MapAsync(integration, "a", null);
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        Assert.Contains("1 device fewer that it would concern (Device a2)", (await world.GetPlanAsync(import.Id)).WhyStale!, StringComparison.Ordinal);
        await SaysAsTheRefusalAsync(world, import.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_that_moves_devices_of_no_integration_is_looked_at_too(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, false, Token).Ok();
        var plan = await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1"));
        await IsAsync(world, plan.Id, false);
        await world.CompanyAsync("C");

        await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "C", "Device a1"))).Id);

        await IsAsync(world, plan.Id, true);
        await SaysAsTheRefusalAsync(world, plan.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_done_is_told_beside_what_was_planned(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        Assert.Null(import.Done);
        await world.ApplyAsync(import.Id, (await world.ItemsAsync(import.Id))[0].Id);
        var mapped = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));
        await world.ApplyAsync(mapped.Id);

        var plans = (await world.Get<ListPlans>().RunAsync(world.Owner, null, null, new PageRequest(), Token)).Items.ToDictionary(p => p.Id);
        Assert.Equal((new PlanTotals(Create: 6), new PlanTotals(Create: 5), 5), (plans[import.Id].Totals, plans[import.Id].Done, plans[import.Id].Applied));
        Assert.Equal((new PlanTotals(Move: 2, Skip: 1), new PlanTotals(Move: 2)), (plans[mapped.Id].Totals, plans[mapped.Id].Done));
        Assert.All(plans.Values, p => Assert.Null(p.IsStale));

        Assert.Equal(new PlanTotals(Move: 2), (await world.UndoAsync(mapped.Id)).Done);
        var deletion = await world.PlanAsync(new PlanRequest(PlanKind.DeleteIntegration, integration.Value) { RemovesDevices = true });
        Assert.Equal(new PlanTotals(Retire: 5), (await world.ApplyAsync(deletion.Id)).Done);
    }

    private static async Task IsAsync(TestWorld world, Guid id, bool isStale)
    {
        var plan = await world.GetPlanAsync(id);
        Assert.Equal((isStale, isStale), (plan.IsStale, plan.WhyStale is not null));
        var listed = (await world.Get<ListPlans>().RunAsync(world.Owner, null, null, new PageRequest(), Token)).Items.Single(p => p.Id == id);
        Assert.Equal((plan.IsStale, plan.WhyStale), (listed.IsStale, listed.WhyStale));
    }

    private static async Task SaysAsTheRefusalAsync(TestWorld world, Guid id)
    {
        var refusal = await world.Get<ApplyPlan>().RunAsync(world.Owner, new PlanId(id), [], Token).No();
        Assert.Equal("plan_stale", refusal.Code);
        Assert.EndsWith((await world.GetPlanAsync(id)).WhyStale!.Split(": ")[1], refusal.Message, StringComparison.Ordinal);
    }
}
