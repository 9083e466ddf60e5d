using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

// Runs that break off, and what the tests have in common.
public sealed partial class TooManyMoves
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_breaks_off_lets_none_through(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        world.Vendor.PageSize = 5;
        Move(world, 20, "b");
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page != 5)
                return;

            await world.SavedPagesAsync(integration, 4);
            throw new UnexpectedAnswerException("paper_torn", "The paper is torn.", "Mend it.");
        };
        world.Logs.Announce("paper_torn");
        Assert.Equal(SyncState.Failed, (await world.SyncAsync(integration)).State);
        world.Vendor.BeforePage = null;

        // The next sees nothing that moved: all are there already.
        Assert.Equal("too_many_moves", (await world.SyncAsync(integration)).Error?.Code);
        await AreHeldAsync(world, integration, 20);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Wherever_a_worker_dies_the_run_holds_them_all_the_same(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        world.Vendor.PageSize = 10;
        await DieEverywhereAsync(world, integration, 20, async run =>
        {
            Assert.Equal((SyncState.Partial, "too_many_moves"), (run.State, run.Error?.Code));
            await AreHeldAsync(world, integration, 20);
        });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Wherever_a_worker_dies_a_few_follow_all_the_same(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FollowingAsync(world);
        world.Vendor.PageSize = 10;
        await DieEverywhereAsync(world, integration, 5, async run =>
        {
            Assert.Equal((SyncState.Succeeded, null), (run.State, run.Error?.Code));
            Assert.Equal(15, await CountOfAsync(world, "B"));
        });
    }

    private static async Task DieEverywhereAsync(TestWorld world, IntegrationId integration, int moving, Func<SyncRunView, Task> look)
    {
        var count = int.MaxValue;
        for (var moment = 1; moment <= count; moment++)
        {
            Move(world, moving, "b");
            var started = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
            var wake = world.Wakes.Take()!;
            using var cut = new Moments(moment);
            cut.Listen();
            try
            {
                await world.Get<RunSync>().RunAsync(wake.Tenant, wake.Run!.Value, cut.Host);
            }
            catch (OperationCanceledException) when (cut.Host.IsCancellationRequested)
            {
                // The worker died while it took the run, or while it wrote its end.
            }

            count = cut.Host.IsCancellationRequested ? count : moment - 1;
            world.Clock.Shift(TimeSpan.FromSeconds(31));
            await world.WorkAsync(wake);
            await world.DrainAsync();
            await look((await world.GetSyncAsync(integration, started.Id)).Run);

            // Back, a few at a time, so that nothing of it is held.
            for (var left = moving; left > 0; left -= 5)
            {
                Move(world, 0, "b", left - 5);
                await world.SyncAsync(integration);
            }

            Assert.Equal((20, 10), (await CountOfAsync(world, "A"), await CountOfAsync(world, "B")));
        }
    }

    // 20 devices of A, which has another site, and 10 of B; more of a company of their own.
    private static async Task<IntegrationId> FollowingAsync(TestWorld world, int more = 0)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(1, 20).Select(i => PaperVendor.Device($"a{i}", "a"))]);
        world.Vendor.Add("b", [.. Enumerable.Range(1, 10).Select(i => PaperVendor.Device($"b{i}", "b"))]);
        world.Vendor.Add("c");
        world.Vendor.Add("more", [.. Enumerable.Range(1, more).Select(i => PaperVendor.Device($"m{i}", "more"))]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        foreach (var (site, company) in ((string, string)[])[("a", "A"), ("b", "B"), ("c", "A"), ("more", "More")])
            await world.MapAsync(integration, site, await world.CompanyAsync(company));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        return integration;
    }

    /// <summary>The first devices of A are at that site now, the others where they began.</summary>
    private static void Move(TestWorld world, int count, string site, int rest = 0)
    {
        for (var i = 0; i < 20; i++)
            world.Vendor.Devices[i] = PaperVendor.Device($"a{i + 1}", i < Math.Max(count, rest) ? site : "a");
    }

    private static async Task AreHeldAsync(TestWorld world, IntegrationId integration, int count, string site = "b")
    {
        var held = await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.Held));
        Assert.Equal(count, held.Count);
        Assert.All(held, s => Assert.Equal("company_changed", s.Reason?.Code));
        await using var db = world.Open();
        Assert.Equal(count, await db.DeviceLinks.CountAsync(l => db.Devices.Any(d => d.Id == l.DeviceId && db.Companies.Any(c => c.Id == d.CompanyId && c.Name == "A")
            && db.StagedDevices.Any(s => s.Id == l.StagedDeviceId && db.Containers.Any(x => x.Id == s.ContainerId && x.ExternalId == site))), Token));
    }

    private static async Task<(SyncState State, int Held)> EndingAsync(TestWorld world, IntegrationId integration)
    {
        var run = await world.SyncAsync(integration);
        return (run.State, run.Counters.Held);
    }

    private static async Task<int> CountOfAsync(TestWorld world, string company) => (await world.DevicesAsync()).Count(d => d.Company.Name == company);

    private static async Task<IReadOnlyList<Decision>> DecisionsAsync(TestWorld world) =>
        (await world.Get<ListDecisions>().RunAsync(world.Owner, DecisionFilter.Open, null, new PageRequest(1, 200), Token)).Items;

    private static async Task AnswerAsync(TestWorld world, string answer)
    {
        var outcomes = await world.Get<AnswerDecisions>().RunForAllAsync(world.Owner, [.. (await DecisionsAsync(world)).Select(d => d.Id)], answer, null, Token).Ok();
        Assert.All(outcomes, o => Assert.True(o.Ok, o.Message));
        await world.DrainAsync();
    }
}
