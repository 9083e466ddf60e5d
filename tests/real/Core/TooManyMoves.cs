using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>So many devices that the vendor moves to other companies at once that none of them follows, although the integration says so.</summary>
public sealed partial class TooManyMoves
{
    [Theory, ClassData(typeof(Engines))]
    public async Task None_follows_when_the_vendor_puts_all_into_one_policy_and_the_run_says_so(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 30, "b");

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Partial, "too_many_moves", 0), (run.State, run.Error?.Code, run.Missing));
        Assert.Contains("has 20 of 30 imported devices in sites of other companies than theirs, of them 20 of 20 of A.", run.Error!.Message, StringComparison.Ordinal);
        Assert.True(FleetTruth.Balances(run.Counters));
        Assert.Equal((20, 0, 10), (run.Counters.Held, run.Counters.Updated, run.Counters.Unchanged));
        Assert.Null(run.BooksProblem);
        await AreHeldAsync(world, integration, 20);
        Assert.Equal((IntegrationState.Attention, "too_many_moves"), ((await world.IntegrationAsync(integration)).State, (await world.IntegrationAsync(integration)).Attention?.Code));

        // No later sync takes that as said, whatever it reads and however often.
        foreach (var scope in (SyncScope[])[SyncScope.All, SyncScope.Devices, SyncScope.Containers])
        {
            var later = await world.SyncAsync(integration, scope);
            Assert.Equal((SyncState.Succeeded, scope == SyncScope.Containers ? 0 : 20), (later.State, later.Counters.Held));
            await AreHeldAsync(world, integration, 20);
            Assert.Equal("too_many_moves", (await world.IntegrationAsync(integration)).Attention?.Code);
        }

        // It is asked once, as devices that moved, and not also as an integration in trouble.
        var decision = Assert.Single(await DecisionsAsync(world));
        Assert.Equal((DecisionKind.DevicesMoved, "wait", 20, "B"), (decision.Kind, decision.Recommended, decision.Count, decision.Company?.Name));
        Assert.Contains("so many devices", decision.Why, StringComparison.Ordinal);
        var why = Assert.Single((await world.Get<AskWhy>().RunAsync(world.Owner, "Device a7", Token).Ok()).Places);
        Assert.Equal(WhyState.HeldForMove, why.State);
        Assert.Contains("none of them followed", why.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task They_move_once_a_person_says_so(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 20, "b");
        await world.SyncAsync(integration);

        await AnswerAsync(world, "move");

        Assert.All(await world.DevicesAsync(), d => Assert.Equal("B", d.Company.Name));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Empty(await DecisionsAsync(world));

        // From then on it follows as before.
        Move(world, 17, "b");
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(3, await CountOfAsync(world, "A"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_moves_them_too(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 20, "b");
        await world.SyncAsync(integration);

        var plan = await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", [.. (await world.DevicesAsync()).Where(d => d.Company.Name == "A").Select(d => d.Name)]));
        await world.ApplyAsync(plan.Id);

        Assert.Equal(30, await CountOfAsync(world, "B"));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task They_stay_once_a_person_leaves_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 20, "b");
        await world.SyncAsync(integration);

        await AnswerAsync(world, "leave");

        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(20, await CountOfAsync(world, "A"));
        Assert.Empty(await DecisionsAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_waits_any_more_when_the_vendor_moves_them_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 20, "b");
        await world.SyncAsync(integration);
        Move(world, 20, "a");

        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(20, await CountOfAsync(world, "A"));
        Assert.Empty(await DecisionsAsync(world));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);

        // A few that then move are not taken for the many.
        Move(world, 2, "b");
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(12, await CountOfAsync(world, "B"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_few_follow_at_once_unless_many_wait(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 5, "b");
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(15, await CountOfAsync(world, "B"));

        Move(world, 11, "b");
        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);
        await AreHeldAsync(world, integration, 6);

        // One more waits with them, and is no reason to doubt the whole run.
        Move(world, 12, "b");
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
        await AreHeldAsync(world, integration, 7);
        Assert.Equal(15, await CountOfAsync(world, "B"));

        // Of those that wait, a person moves some; the few that are left are not waved through for being few.
        var held = await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.Held));
        await world.ImportAsync(integration, new([.. held.Take(4).Select(s => s.Id)]));
        Assert.Equal((SyncState.Succeeded, 3), await EndingAsync(world, integration));
        await AreHeldAsync(world, integration, 3);
        Assert.Equal("too_many_moves", (await world.IntegrationAsync(integration)).Attention?.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Moves_between_containers_of_one_company_are_not_counted(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 20, "c");

        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.All(await world.StagedAsync(integration), s => Assert.Equal(StagedStatus.Imported, s.Status));
        Assert.Empty(await DecisionsAsync(world));

        // Neither when a person has just mapped both anew: that is what the devices follow.
        var company = await world.CompanyAsync("C");
        await world.MapAsync(integration, "a", company);
        await world.MapAsync(integration, "c", company);
        Move(world, 20, "a");
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(20, await CountOfAsync(world, "C"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_person_maps_or_merges_is_no_move_of_the_vendor(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        await world.MapAsync(integration, "a", await world.CompanyAsync("C"));
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal((0, 20), (await CountOfAsync(world, "A"), await CountOfAsync(world, "C")));

        // Those that wait go on waiting for the company that theirs is merged into; a container mapped anew takes them along.
        Move(world, 20, "b");
        await world.SyncAsync(integration);
        var merge = await world.Get<MergeCompanies>().RunAsync(world.Owner, await world.CompanyAsync("B"), await world.CompanyAsync("D"), Token).Ok();
        Assert.Equal((SyncState.Succeeded, 20), await EndingAsync(world, integration));
        Assert.Equal((20, 10), (await CountOfAsync(world, "C"), await CountOfAsync(world, "D")));
        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(merge.Id), Token).Ok();
        Assert.Equal((SyncState.Succeeded, 20), await EndingAsync(world, integration));
        Assert.Equal((20, 10), (await CountOfAsync(world, "C"), await CountOfAsync(world, "B")));
        await world.MapAsync(integration, "b", await world.CompanyAsync("E"));
        Assert.Equal((SyncState.Succeeded, 0), await EndingAsync(world, integration));
        Assert.Equal(30, await CountOfAsync(world, "E"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_limit_is_that_of_the_integration_and_counts_for_each_company(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world, more: 100);

        // 13 of all may go, 6 of one company with 20 devices are too many all the same.
        Move(world, 6, "b");
        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);
        await AreHeldAsync(world, integration, 6);
        await AnswerAsync(world, "move");

        // Raised for devices that go missing, it lets no more of them move; lowered, it counts here too.
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { MissingLimit = 1000 }, Token).Ok();
        Move(world, 16, "b");
        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);
        await AreHeldAsync(world, integration, 10);
        await AnswerAsync(world, "move");
        Assert.Equal(4, await CountOfAsync(world, "A"));
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { MissingLimit = 0 }, Token).Ok();
        Move(world, 17, "b");
        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);
        await AreHeldAsync(world, integration, 1);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 20)]
    [InlineData(DatabaseEngine.PostgreSql, 20)]
    [InlineData(DatabaseEngine.Sqlite, 4)]
    [InlineData(DatabaseEngine.PostgreSql, 4)]
    public async Task A_container_that_the_vendor_hangs_below_another_company_counts_as_its_devices(DatabaseEngine engine, int devices)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("pool", "Pool", null));
        Move(world, devices, "pool");
        await world.SyncAsync(integration);
        Assert.Equal(20, await CountOfAsync(world, "A"));

        world.Vendor.Containers[^1] = new ContainerRecord("pool", "Pool", "b");
        await world.SyncAsync(integration);

        Assert.Equal(devices > 5 ? 20 : 16, await CountOfAsync(world, "A"));
        Assert.Equal(devices > 5 ? "too_many_moves" : null, (await world.IntegrationAsync(integration)).Attention?.Code);
        if (devices > 5)
            await AreHeldAsync(world, integration, devices, "pool");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_waits_can_wait_on_for_a_week(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        Move(world, 20, "b");
        await world.SyncAsync(integration);

        await AnswerAsync(world, "recommended");

        Assert.Empty(await DecisionsAsync(world));
        await AreHeldAsync(world, integration, 20);
        world.Clock.Shift(TimeSpan.FromDays(8));
        Assert.Equal(DecisionKind.DevicesMoved, Assert.Single(await DecisionsAsync(world)).Kind);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_whole_fleet_never_goes_unasked(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { MissingLimit = 1000 }, Token).Ok();
        for (var i = 0; i < world.Vendor.Devices.Count; i++)
            world.Vendor.Devices[i] = PaperVendor.Device(world.Vendor.Devices[i].ExternalId, "more");

        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);

        Assert.Equal((20, 10), (await CountOfAsync(world, "A"), await CountOfAsync(world, "B")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Those_that_moved_while_the_integration_held_are_counted_when_it_follows(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Hold }, Token).Ok();
        Move(world, 20, "b");
        Assert.Equal((SyncState.Succeeded, 20), await EndingAsync(world, integration));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();

        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);
        await AreHeldAsync(world, integration, 20);
    }
}
