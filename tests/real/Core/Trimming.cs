using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Old history goes by policy; what somebody still needs stays, however old it is.</summary>
public sealed class Trimming
{
    private static readonly RetentionPolicy Policy = new() { KeepRuns = 2 };

    [Theory, ClassData(typeof(Engines))]
    public async Task Old_runs_go_with_their_rejected_records_and_the_last_ones_stay(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ReadyAsync(world);
        for (var i = 0; i < 25; i++)
            await world.SyncAsync(integration);
        world.Clock.Shift(TimeSpan.FromDays(60));
        await world.SyncAsync(integration);
        Assert.Equal(new Trimmed(0, 0, 0), await TrimAsync(world));

        world.Clock.Shift(TimeSpan.FromDays(31));
        var before = await world.RunsAsync(integration);
        var history = await HistoryAsync(world);
        Assert.Equal(new Trimmed(before.Count - 2, 0, 0), await TrimAsync(world));

        var after = await world.RunsAsync(integration);
        Assert.Equal(before.Take(2).Select(r => r.Id), after.Select(r => r.Id));
        Guid[] left = [.. after.Select(r => r.Id)];
        await using var db = world.Open();
        Assert.Equal(left.Order(), (await db.RejectedRows.Select(r => r.RunId).Distinct().ToListAsync(Token)).Select(r => r.Value).Order());
        Assert.Equal(left.Order(), (await db.SyncPages.Select(p => p.RunId).Distinct().ToListAsync(Token)).Select(r => r.Value).Order());
        Assert.Equal(history, await HistoryAsync(world));
        Assert.Equal(new Trimmed(0, 0, 0), await TrimAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_run_that_saw_everything_stays_behind_any_number_of_failed_ones(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: answer_unexpected");
        var integration = await ReadyAsync(world);
        await world.SyncAsync(integration, SyncScope.Containers);
        await world.SyncAsync(integration, SyncScope.Devices);
        var whole = (await world.RunsAsync(integration)).Take(2).Select(r => r.Id).ToList();
        FailAt(world, 1);
        for (var i = 0; i < 4; i++)
            await world.SyncAsync(integration, SyncScope.Devices);
        world.Clock.Shift(TimeSpan.FromDays(100));

        await TrimAsync(world);

        var runs = await world.RunsAsync(integration);
        Assert.Equal(whole, runs.Where(r => r.State == SyncState.Succeeded).Select(r => r.Id));
        Assert.Equal(2, runs.Count(r => r.State == SyncState.Failed));
        Assert.NotNull((await world.IntegrationAsync(integration)).LastRun);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_held_run_keeps_what_its_answer_looks_at(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: answer_unexpected");
        var integration = await ReadyAsync(world);
        List<DeviceRecord> all = [.. world.Vendor.Devices];
        world.Vendor.Devices.RemoveRange(0, 10);
        var held = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((SyncState.Held, 10), (held.State, held.Held!.Missing));

        // A later run sees two of them before it fails; then come two that see nothing.
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange(all);
        FailAt(world, 2);
        var saw = await world.SyncAsync(integration, SyncScope.Devices);
        FailAt(world, 1);
        await world.SyncAsync(integration, SyncScope.Devices);
        await world.SyncAsync(integration, SyncScope.Devices);
        world.Clock.Shift(TimeSpan.FromDays(100));
        await TrimAsync(world);
        Assert.Contains(await world.RunsAsync(integration), r => r.Id == held.Id);
        Assert.Contains(await world.RunsAsync(integration), r => r.Id == saw.Id);

        var answered = await world.Get<AnswerHeldSync>().RunAsync(world.Owner, integration, new SyncRunId(held.Id), HeldAnswer.AllowOnce, null, Token).Ok();
        Assert.Equal(8, answered.Missing);
        Assert.Equal(8, (await world.StagedAsync(integration)).Count(s => s.Status == StagedStatus.NotSeen));

        // Answered, it is history like any other, and so is what it needed.
        var trimmed = await TrimAsync(world);
        Assert.True(trimmed is { Runs: > 0 }, trimmed.ToString());
        Assert.DoesNotContain(await world.RunsAsync(integration), r => r.Id == saw.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_held_run_that_a_later_one_overtook_goes_when_it_is_old(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ReadyAsync(world);
        List<DeviceRecord> all = [.. world.Vendor.Devices];
        world.Vendor.Devices.RemoveRange(0, 10);
        var held = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal(SyncState.Held, held.State);
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange(all);
        for (var i = 0; i < 3; i++)
            await world.SyncAsync(integration);
        world.Clock.Shift(TimeSpan.FromDays(100));

        await TrimAsync(world);

        Assert.DoesNotContain(await world.RunsAsync(integration), r => r.Id == held.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Runs_that_wait_or_are_at_work_stay_and_come_to_their_end(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ReadyAsync(world);
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
        var policy = new RetentionPolicy { KeepRuns = 0 };
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page != 2)
                return;

            await world.SavedPagesAsync(integration, 1);
            world.Clock.Shift(TimeSpan.FromDays(100));
            Assert.True((await TrimAsync(world, policy)).Runs > 0);
        };

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Succeeded, 20), (run.State, run.Counters.Unchanged));
        world.Vendor.BeforePage = null;
        var waiting = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).Ok();
        world.Clock.Shift(TimeSpan.FromDays(100));
        await TrimAsync(world, policy);
        Assert.Equal([waiting.Id, run.Id], (await world.RunsAsync(integration)).Select(r => r.Id));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Notes_of_pages_go_sooner_and_the_books_stay(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: answer_unexpected");
        var integration = await ReadyAsync(world);
        FailAt(world, 3);
        var failed = new SyncRunId((await world.SyncAsync(integration, SyncScope.Devices)).Id);
        var books = await world.Get<GetBooks>().RunAsync(world.Owner, integration, failed, Token).Ok();
        Assert.Equal(4, books.ByContainer.Sum(c => c.Received));
        Assert.Equal(2, await PagesAsync());

        world.Clock.Shift(TimeSpan.FromDays(6));
        Assert.Equal(new Trimmed(0, 0, 0), await TrimAsync(world));
        Assert.Equal(2, await PagesAsync());

        world.Clock.Shift(TimeSpan.FromDays(2));
        Assert.Equal(new Trimmed(0, 1, 0), await TrimAsync(world));
        Assert.Equal(0, await PagesAsync());
        var kept = await world.Get<GetBooks>().RunAsync(world.Owner, integration, failed, Token).Ok();
        Assert.Equal((true, true), (kept.Balanced, kept.Kept));
        Assert.Equal(books.ByContainer, kept.ByContainer);

        async Task<int> PagesAsync()
        {
            await using var db = world.Open();
            return await db.SyncPages.CountAsync(p => p.RunId == failed && p.Stage == SyncStage.Devices, Token);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_integration_of_each_tenant_keeps_its_own_last_runs_and_imports(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var own = await ReadyAsync(world);
        var other = await world.StageAsync(world.OtherOwner, isPaper: true);
        for (var i = 0; i < 4; i++)
        {
            await world.SyncAsync(own);
            await world.SyncAsync(other, actor: world.OtherOwner);
            await world.ImportAllAsync(own);
        }

        var before = await DatabaseDump.TakeAsync(world.Databases, "imports");
        Assert.Equal(4, before.Length);
        world.Clock.Shift(TimeSpan.FromDays(100));
        var trimmed = await TrimAsync(world);

        Assert.Equal(2, trimmed.Imports);
        Assert.Equal(2, (await world.RunsAsync(own)).Count);
        Assert.Equal(2, (await world.RunsAsync(other, world.OtherOwner)).Count);
        Assert.Equal(2, (await DatabaseDump.TakeAsync(world.Databases, "imports")).Length);
        Assert.Equal(20, (await world.DevicesAsync()).Count);
    }

    // Twenty devices of one site, two on a page, and a record that can't be used.
    private static async Task<IntegrationId> ReadyAsync(TestWorld world)
    {
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 20).Select(i => PaperVendor.Device($"{i}", "a"))]);
        world.Vendor.RejectedDevices.Add(new RejectedRecord("broken", "It is broken."));
        return await world.StageAsync(isPaper: true);
    }

    private static void FailAt(TestWorld world, int page) => world.Vendor.BeforePage = (asked, _) => asked == page
        ? throw new UnexpectedAnswerException(ErrorCodes.AnswerUnexpected, "The page is not there.", "Wait.")
        : Task.CompletedTask;

    private static Task<Trimmed> TrimAsync(TestWorld world, RetentionPolicy? policy = null) =>
        new TrimHistory(world.Databases, policy ?? Policy, world.Clock, NullLogger<TrimHistory>.Instance).RunAsync(Token);

    private static async Task<string> HistoryAsync(TestWorld world)
    {
        List<string> lines = [];
        foreach (var table in (string[])["audit_entries", "mapping_batches", "mapping_steps", "staged_devices"])
            lines.AddRange(await DatabaseDump.TakeAsync(world.Databases, table));
        Assert.NotEmpty(lines);
        return string.Join('\n', lines);
    }
}
