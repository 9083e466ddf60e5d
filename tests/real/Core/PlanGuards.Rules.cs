using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

// Who may, what makes no sense, what is kept of plans.
public sealed partial class PlanGuards
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Who_may_not_do_a_thing_may_not_plan_apply_or_undo_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var viewer = world.Owner with { Role = Role.Viewer };
        var technician = world.Owner with { Role = Role.Technician };
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        var sync = await world.PlanAsync(PlanSteps.AutoSync(integration, "box"));

        foreach (var (actor, id, request) in ((Actor, Guid, PlanRequest)[])[(viewer, plan.Id, PlanSteps.Import(integration)), (technician, sync.Id, PlanSteps.AutoSync(integration, "box"))])
        {
            Assert.Equal("not_allowed", (await world.Get<MakePlan>().RunAsync(actor, request, Token).No()).Code);
            Assert.Equal("not_allowed", (await world.Get<ApplyPlan>().RunAsync(actor, new PlanId(id), [], Token).No()).Code);
            Assert.Equal("not_allowed", (await world.Get<UndoPlan>().RunAsync(actor, new PlanId(id), Token).No()).Code);
            Assert.Equal(id, (await world.Get<GetPlan>().RunAsync(actor, new PlanId(id), Token).Ok()).Id);
        }

        Assert.True((await world.Get<ApplyPlan>().RunAsync(technician, new PlanId(plan.Id), [], Token)).IsOk);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Requests_that_make_no_sense_are_refused(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var id = integration.Value;
        PlanRequest[] invalid =
        [
            new(PlanKind.Import, null) { All = true }, new(PlanKind.Import, id), new(PlanKind.Import, id) { All = true, TypeKey = "box" },
            new(PlanKind.Import, id) { StagedDeviceIds = [] }, new(PlanKind.AutoSync, id), new(PlanKind.AutoSync, id) { TypeKeys = [] },
            new(PlanKind.Map, id) { ContainerIds = [Guid.NewGuid()] }, new(PlanKind.Unmap, id), new(PlanKind.Retype, id) { TypeKey = "box" },
            new(PlanKind.Move, null) { DeviceIds = [Guid.NewGuid()] }, new(PlanKind.DeleteIntegration, id),
        ];
        foreach (var request in invalid)
            Assert.Equal("invalid_value", (await world.Get<MakePlan>().RunAsync(world.Owner, request, Token).No()).Code);

        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        Assert.Equal("invalid_value", (await world.TryApplyAsync(plan.Id, Guid.NewGuid()).No()).Code);
        Assert.Equal(PlanState.Ready, (await world.GetPlanAsync(plan.Id)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_applied_what_and_undid_it_stands_in_the_audit_log_and_in_the_list(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(plan.Id);
        await world.UndoAsync(plan.Id);
        await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "B"));

        var audit = await AllAsync(async page => await world.Get<ListAudit>().RunAsync(world.Owner, page, Token).Ok());
        Assert.Equal(["plan.applied", "plan.undone"], audit.Where(a => a.SubjectId == plan.Id).Select(a => a.Action).Order(StringComparer.Ordinal));
        var list = world.Get<ListPlans>();
        Assert.Equal([PlanKind.Map, PlanKind.Import], (await list.RunAsync(world.Owner, integration, null, new PageRequest(), Token)).Items.Select(p => p.Kind));
        var undone = Assert.Single((await list.RunAsync(world.Owner, null, PlanState.Undone, new PageRequest(), Token)).Items);
        Assert.Equal((plan.Id, world.Owner.Name, world.Owner.Name), (undone.Id, undone.AppliedBy, undone.UndoneBy));
        Assert.Empty((await list.RunAsync(world.OtherOwner, null, null, new PageRequest(), Token)).Items);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Old_plans_lose_their_rows_and_those_never_applied_go(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var applied = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(applied.Id);
        var thrown = await world.PlanAsync(PlanSteps.Import(integration));
        await world.Get<DiscardPlan>().RunAsync(world.Owner, new PlanId(thrown.Id), Token).Ok();
        Assert.Equal("plan_applied", (await world.Get<DiscardPlan>().RunAsync(world.Owner, new PlanId(applied.Id), Token).No()).Code);
        await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1"));
        await TrimAsync(world);
        Assert.Equal(2, (await DatabaseDump.TakeAsync(world.Databases, "plans")).Length);

        world.Clock.Shift(TimeSpan.FromDays(91));
        var last = await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1"));
        Assert.Equal(2, (await TrimAsync(world)).Plans);
        Assert.Equal(0, (await TrimAsync(world)).Plans);

        var plans = await world.Get<ListPlans>().RunAsync(world.Owner, null, null, new PageRequest(), Token);
        Assert.Equal([last.Id, applied.Id], plans.Items.Select(p => p.Id));
        Assert.Equal((false, 6), (plans.Items[1].Undoable, plans.Items[1].Totals.Create));
        Assert.Empty(await world.ItemsAsync(applied.Id));
        Assert.Single(await world.ItemsAsync(last.Id));
        Assert.Equal("plan_not_undoable", (await UndoAsync(world, applied.Id).No()).Code);
    }

    private static Task<Trimmed> TrimAsync(TestWorld world) =>
        new TrimHistory(world.Databases, new RetentionPolicy(), world.Clock, NullLogger<TrimHistory>.Instance).RunAsync(Token);

    private static Task<Result<PlanView>> UndoAsync(TestWorld world, Guid plan) => world.Get<UndoPlan>().RunAsync(world.Owner, new PlanId(plan), Token);
}
