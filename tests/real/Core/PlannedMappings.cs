using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>"Never map" and "have all inside inherit" are planned as well: what they do to imported devices is seen before, and taken back whole.</summary>
public sealed class PlannedMappings
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Never_map_is_planned_applied_and_undone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var before = await world.StateAsync();

        var plan = await world.PlanAsync(await UnmapAsync(world, integration, "a") with { Skip = true });
        Assert.Equal(("Never map \"Site a\"", new PlanTotals(Hold: 3)), (plan.Title, plan.Totals));
        await world.ApplyAsync(plan.Id);

        var container = await world.ContainerAsync(integration, "a");
        Assert.Equal((true, null, null), (container.IsSkipped, container.OwnCompanyId, container.CompanyId));
        Assert.Equal(6, (await world.DevicesAsync()).Count);
        await world.SyncAsync(integration);
        await world.UndoAsync(plan.Id);
        await world.DrainAsync();
        await world.SyncAsync(integration);
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task All_inside_inherits_as_planned_and_is_as_before_after_the_undo(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        world.Vendor.Containers[1] = new ContainerRecord("b", "Site b", "a");
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        var before = await StateAsync(world);

        var plan = await world.PlanAsync(await UnmapAsync(world, integration, "a") with { Inside = true });
        Assert.Equal(("Have all inside \"Site a\" inherit", new PlanTotals(Move: 3)), (plan.Title, plan.Totals));
        await world.ApplyAsync(plan.Id);

        Assert.Equal(6, (await world.DevicesAsync()).Count(d => d.Company.Name == "A"));
        Assert.Null((await world.ContainerAsync(integration, "b")).OwnCompanyId);
        Assert.NotNull((await world.ContainerAsync(integration, "a")).OwnCompanyId);
        Assert.Equal(3, (await world.UndoAsync(plan.Id)).Undone);
        Assert.Equal(before, await StateAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_makes_no_sense_is_refused(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var unmap = await UnmapAsync(world, integration, "a");

        Assert.Equal("invalid_value", await CodeAsync(unmap with { Skip = true, Inside = true }));
        Assert.Equal("invalid_value", await CodeAsync(await PlanSteps.MapAsync(world, integration, "a", "B") with { Skip = true }));
        Assert.Equal("invalid_value", await CodeAsync(PlanSteps.Import(integration) with { Inside = true }));
        await world.MapAsync(integration, "a", null);
        Assert.Equal("container_unmapped", await CodeAsync(unmap with { Inside = true }));

        async Task<string> CodeAsync(PlanRequest request) => (await world.Get<MakePlan>().RunAsync(world.Owner, request, Token).No()).Code;
    }

    // The name of "b" was learned while it was no part of "a", which is not so any more.
    private static async Task<string[]> StateAsync(TestWorld world) =>
        [.. (await world.StateAsync()).Where(l => !l.StartsWith("company_aliases", StringComparison.Ordinal))];

    private static async Task<PlanRequest> UnmapAsync(TestWorld world, IntegrationId integration, string container) =>
        new(PlanKind.Unmap, integration.Value) { ContainerIds = [(await world.ContainerAsync(integration, container)).Id.Value] };
}
