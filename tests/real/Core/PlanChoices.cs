using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.PlanSteps;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Rows are ticked and unticked one by one, by company, by any filter, or all; what is applied is what stays ticked.</summary>
public sealed class PlanChoices
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_is_unticked_in_one_call_and_the_rest_is_applied(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var plan = await world.PlanAsync(Import(await world.TwoSitesAsync()));
        var (a, b) = ((await world.CompanyAsync("A")).Value, (await world.CompanyAsync("B")).Value);
        Assert.Equal([("A", 0), ("B", 0)], Unticked(plan));

        var chosen = await ChooseAsync(world, plan, new PlanChoice(true) { Filter = new PlanItemFilter(CompanyId: a) });

        Assert.Equal((3, 3, 1), (chosen.Changed, chosen.Plan.Excluded, chosen.Plan.Revision));
        Assert.Equal([("A", 3), ("B", 0)], Unticked(chosen.Plan));
        Assert.Equal(3, (await world.ItemsAsync(plan.Id, new PlanItemFilter(CompanyId: a, Outcome: PlanOutcome.Excluded))).Count);
        Assert.Equal(0, (await ChooseAsync(world, plan, new PlanChoice(true) { Filter = new PlanItemFilter(CompanyId: a) })).Changed);

        // One of them is wanted after all, and one of the others is named when it is applied.
        var items = await world.ItemsAsync(plan.Id);
        chosen = await ChooseAsync(world, plan, new PlanChoice(false) { ItemIds = [items.Single(i => i.Name == "Device a2").Id] });
        Assert.Equal((1, 2), (chosen.Changed, chosen.Plan.Excluded));
        var applied = await world.ApplyAsync(plan.Id, items.Single(i => i.Name == "Device b1").Id);

        Assert.Equal((PlanState.Applied, 3, 3, 3), (applied.State, applied.Total, applied.Applied, applied.Excluded));
        Assert.Equal([("A", 2), ("B", 1)], Unticked(applied));
        Assert.Equal(["Device a2", "Device b2", "Device b3"], (await world.DevicesAsync()).Select(d => d.Name).Order());
        Assert.Equal("plan_applied", (await TryChooseAsync(world, plan, new PlanChoice(false) { All = true }).No()).Code);
        Assert.Equal(b, (await world.DevicesAsync()).Single(d => d.Name == "Device b2").Company.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task All_or_those_that_a_text_finds(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var plan = await world.PlanAsync(Import(await world.TwoSitesAsync()));

        Assert.Equal(6, (await ChooseAsync(world, plan, new PlanChoice(true) { All = true })).Plan.Excluded);
        Assert.Equal(2, (await ChooseAsync(world, plan, new PlanChoice(false) { Search = "2" })).Changed);
        Assert.Equal(0, (await ChooseAsync(world, plan, new PlanChoice(false) { Filter = new PlanItemFilter(PlannedChange.Retire) })).Changed);
        var applied = await world.ApplyAsync(plan.Id);
        Assert.Equal(["Device a2", "Device b2"], (await world.DevicesAsync()).Select(d => d.Name).Order());

        var undone = await world.UndoAsync(plan.Id);
        Assert.Equal((2, 2, PlanState.Undone), (applied.Applied, undone.Undone, undone.State));
        Assert.Empty(await world.DevicesAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_somebody_else_chose_since_is_not_applied_unseen(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var plan = await world.PlanAsync(Import(await world.TwoSitesAsync()));
        await ChooseAsync(world, plan, new PlanChoice(true) { Search = "a1" });

        var refused = await world.Get<ApplyPlan>().RunAsync(world.Owner, new PlanId(plan.Id), [], plan.Revision, Token).No();

        Assert.Equal(("plan_choice_changed", RefusalKind.Conflict), (refused.Code, refused.Kind));
        Assert.Empty(await world.DevicesAsync());
        await world.Get<ApplyPlan>().RunAsync(world.Owner, new PlanId(plan.Id), [], (await world.GetPlanAsync(plan.Id)).Revision, Token).Ok();
        await world.DrainAsync();
        Assert.Equal(5, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_has_not_seen_what_a_colleague_ticked_does_not_tick_over_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var plan = await world.PlanAsync(Import(await world.TwoSitesAsync()));
        var mine = await ChooseAsync(world, plan, new PlanChoice(true) { Search = "a1", Revision = plan.Revision });
        await ChooseAsync(world, plan, new PlanChoice(false) { Search = "a1", Revision = mine.Plan.Revision });

        var refused = await TryChooseAsync(world, plan, new PlanChoice(true) { Search = "a2", Revision = mine.Plan.Revision }).No();

        Assert.Equal("plan_choice_changed", refused.Code);
        Assert.Equal(0, (await world.GetPlanAsync(plan.Id)).Excluded);
        var audit = await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(1, 200), Token).Ok();
        Assert.Equal(["plan.ticked", "plan.unticked"], audit.Items.Where(e => e.SubjectId == plan.Id && e.Action.Contains("ticked", StringComparison.Ordinal)).Select(e => e.Action));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_may_not_apply_may_not_choose_and_it_must_be_said_which_rows(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var plan = await world.PlanAsync(Import(await world.TwoSitesAsync()));
        var other = await world.PlanAsync(await MapAsync(world, new(plan.IntegrationId!.Value), "a", "B"));
        var id = (await world.ItemsAsync(plan.Id))[0].Id;
        foreach (var choice in new[] { new PlanChoice(true), new PlanChoice(true) { All = true, Search = "a" }, new PlanChoice(true) { ItemIds = [id], All = true }, new PlanChoice(true) { ItemIds = [Guid.NewGuid()] } })
            Assert.Equal("invalid_value", (await TryChooseAsync(world, plan, choice).No()).Code);

        var all = new PlanChoice(true) { All = true };
        Assert.Equal("not_allowed", (await world.Get<ChoosePlanRows>().RunAsync(world.Owner with { Role = Role.Viewer }, new PlanId(plan.Id), all, Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<ChoosePlanRows>().RunAsync(world.Owner with { Role = Role.Technician }, new PlanId(other.Id), all, Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<ChoosePlanRows>().RunAsync(world.OtherOwner, new PlanId(plan.Id), all, Token).No()).Code);
        Assert.Equal((0, 0), ((await world.GetPlanAsync(plan.Id)).Excluded, (await world.GetPlanAsync(plan.Id)).Revision));
    }

    private static (string?, int?)[] Unticked(PlanView plan) => [.. plan.Companies.Select(c => (c.Company?.Name, c.Excluded))];

    private static Task<Result<PlanChosen>> TryChooseAsync(TestWorld world, PlanView plan, PlanChoice choice) =>
        world.Get<ChoosePlanRows>().RunAsync(world.Owner, new PlanId(plan.Id), choice, Token);

    private static Task<PlanChosen> ChooseAsync(TestWorld world, PlanView plan, PlanChoice choice) => TryChooseAsync(world, plan, choice).Ok();
}
