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

// Workers that die, and plans that break off.
public sealed partial class PlanGuards
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_worker_that_is_killed_between_batches_leaves_the_rest_to_another(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync(each: 230);
        var before = await world.StateAsync();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.TryApplyAsync(plan.Id).Ok();

        await DieAfterOneBatchAsync(world);
        Assert.Equal((PlanState.Applying, 200, 460), ((await world.GetPlanAsync(plan.Id)).State, (await world.GetPlanAsync(plan.Id)).Applied, (await world.GetPlanAsync(plan.Id)).Total));
        Assert.Equal(200, (await world.DevicesAsync()).Count);
        await ComeBackAsync(world);
        var applied = await world.GetPlanAsync(plan.Id);
        Assert.Equal((PlanState.Applied, 460, 0), (applied.State, applied.Applied, applied.PassedOver));
        Assert.Equal(460, (await world.DevicesAsync()).Count);

        await UndoAsync(world, plan.Id).Ok();
        await DieAfterOneBatchAsync(world);
        Assert.Equal((PlanState.Undoing, 200), ((await world.GetPlanAsync(plan.Id)).State, (await world.GetPlanAsync(plan.Id)).Undone));
        await ComeBackAsync(world);
        Assert.Equal((PlanState.Undone, 460), ((await world.GetPlanAsync(plan.Id)).State, (await world.GetPlanAsync(plan.Id)).Undone));
        Assert.Equal(before, await world.StateAsync());
    }

    // Whoever dies gives nothing back and calls nobody.
    private static async Task DieAfterOneBatchAsync(TestWorld world)
    {
        var wake = world.Wakes.Take()!;
        using var host = new CancellationTokenSource();
        var commits = 0;
        using var moments = new Moments("plan.commit begins", () =>
        {
            if (++commits == 2)
                host.Cancel();
        });
        moments.Listen();
        await world.Get<RunPlan>().RunAsync(wake.Tenant, wake.Plan!.Value, host.Token);
        world.Wakes.Lose();
        var until = world.Clock.GetUtcNow().AddSeconds(60);
        await using var db = world.Open();
        await db.Plans.Where(p => p.Id == wake.Plan).ExecuteUpdateAsync(p => p.SetProperty(x => x.LeaseUntil, until), Token);
    }

    private static async Task ComeBackAsync(TestWorld world)
    {
        // Nobody takes it before its lease has run out; then the regular look finds it.
        await world.Get<WakeDueWork>().RunAsync(Token);
        Assert.Equal(0, world.Wakes.Count);
        world.Clock.Shift(TimeSpan.FromSeconds(61));
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.DrainAsync();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_that_broke_off_says_so_and_can_be_taken_up_again(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("broke off");
        var integration = await world.TwoSitesAsync(each: 230);
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.TryApplyAsync(plan.Id).Ok();
        var wake = world.Wakes.Take()!;
        var commits = 0;
        using (var moments = new Moments("plan.commit begins", () =>
        {
            if (++commits == 2)
                throw new InvalidOperationException("Out of order.");
        }))
        {
            moments.Listen();
            await world.Get<RunPlan>().RunAsync(wake.Tenant, wake.Plan!.Value, Token);
        }

        var broken = await world.GetPlanAsync(plan.Id);
        Assert.Equal((PlanState.Failed, 200), (broken.State, broken.Applied));
        Assert.Contains("to go on", broken.Error, StringComparison.Ordinal);
        var whole = await world.ApplyAsync(plan.Id);
        Assert.Equal((PlanState.Applied, 460, null), (whole.State, whole.Applied, whole.Error));
        Assert.Equal(460, (await world.DevicesAsync()).Count);
    }
}
