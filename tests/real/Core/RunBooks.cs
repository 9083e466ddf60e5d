using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Pages;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Each record of a run stands in its books once, and a run whose books do not balance says so.</summary>
public sealed class RunBooks
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_books_say_what_became_of_the_devices_of_each_container_and_type(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappedAsync(world);
        await world.SyncAsync(integration, SyncScope.Devices);
        world.Vendor.Devices[0] = PaperVendor.Device("a1", "a", "Renamed");
        world.Vendor.Devices.Add(PaperVendor.Device("b9", "b", type: "phone"));
        world.Vendor.RejectedDevices.Add(new RejectedRecord("broken", "It is broken."));

        var run = await world.SyncAsync(integration, SyncScope.Devices);
        var books = await BooksAsync(world, integration, run.Id);

        Assert.Equal((true, true), (books.Balanced, books.Kept));
        Assert.Equal(
            ["Site a: 5 came, 0 new, 1 updated, 4 unchanged, 0 rejected, 0 unmapped",
             "Site b: 4 came, 1 new, 0 updated, 3 unchanged, 0 rejected, 0 unmapped",
             "Site none: 2 came, 0 new, 0 updated, 0 unchanged, 0 rejected, 2 unmapped",
             ": 1 came, 0 new, 0 updated, 0 unchanged, 1 rejected, 0 unmapped"],
            Lines(books.ByContainer, c => c.Name).OrderBy(l => l[0] == ':'));
        Assert.Equal(
            ["box: 10 came, 0 new, 1 updated, 7 unchanged, 0 rejected, 2 unmapped",
             "phone: 1 came, 1 new, 0 updated, 0 unchanged, 0 rejected, 0 unmapped",
             ": 1 came, 0 new, 0 updated, 0 unchanged, 1 rejected, 0 unmapped"],
            Lines(books.ByType, t => t.Name).OrderBy(l => l[0] == ':'));
        Assert.Equal("Site none", books.ByContainer[0].Name);
        Assert.Equal((await world.ContainerAsync(integration, "a")).Id.Value, books.ByContainer.Single(c => c.ExternalId == "a").ContainerId);
        Assert.Equal("Site a / Site b", books.ByContainer.Single(c => c.ExternalId == "b").Path);
        Assert.Equal(run.Counters, Sum(books.ByContainer));
        Assert.Equal(run.Counters, Sum(books.ByType));

        // They outlive the notes of the pages, which a later complete run removes.
        await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal(books.ByContainer, (await BooksAsync(world, integration, run.Id)).ByContainer);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_at_work_shows_its_pages_and_one_that_failed_keeps_its_books(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("failed: answer_unexpected");
        var integration = await MappedAsync(world);
        RunBooksView? atWork = null;
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page != 3)
                return;

            await world.SavedPagesAsync(integration, 2);
            atWork = await BooksAsync(world, integration, (await world.RunsAsync(integration))[0].Id);
            throw new UnexpectedAnswerException(ErrorCodes.AnswerUnexpected, "The page is not there.", "Wait.");
        };

        var failed = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((SyncState.Failed, 8, null), (failed.State, failed.Counters.Received, failed.BooksProblem));
        Assert.Equal((true, failed.Counters), (atWork!.Balanced, Sum(atWork.ByContainer)));

        world.Vendor.BeforePage = null;
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration, SyncScope.Devices)).State);
        var kept = await BooksAsync(world, integration, failed.Id);
        Assert.Equal((true, true, failed.Counters), (kept.Balanced, kept.Kept, Sum(kept.ByContainer)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_whose_books_do_not_balance_says_so(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("do not balance");
        var integration = await MappedAsync(world);
        world.Vendor.BeforePage = async (page, _) =>
        {
            if (page != 3)
                return;

            await world.SavedPagesAsync(integration, 2);
            await LoseOneAsync(world, (await world.RunsAsync(integration))[0].Id);
        };

        var run = await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Equal(SyncState.Succeeded, run.State);
        Assert.Equal("The books that were closed differ from the run's pages.", run.BooksProblem);
        Assert.Contains(world.Logs.Lines, line => line.StartsWith("Error: The books of run", StringComparison.Ordinal));
        var books = await BooksAsync(world, integration, run.Id);
        Assert.Equal((false, run.BooksProblem), (books.Balanced, Assert.Single(books.Problems)));

        // Twin: undisturbed, the same run balances.
        world.Vendor.BeforePage = null;
        Assert.Null((await world.SyncAsync(integration, SyncScope.Devices)).BooksProblem);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Counters_that_say_something_else_than_the_books_are_found(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappedAsync(world);
        var run = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.True((await BooksAsync(world, integration, run.Id)).Balanced);

        await using var db = world.Open();
        var id = new SyncRunId(run.Id);
        await db.SyncRuns.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Updated, x => x.Updated + 1), Token);

        var books = await BooksAsync(world, integration, run.Id);
        Assert.False(books.Balanced);
        Assert.Equal(3, books.Problems.Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_run_that_reads_containers_only_has_counters_and_no_books(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappedAsync(world);

        var run = await world.SyncAsync(integration, SyncScope.Containers);

        Assert.Equal((3, 3, null), (run.Counters.Received, run.Counters.Unchanged, run.BooksProblem));
        var books = await BooksAsync(world, integration, run.Id);
        Assert.Equal((true, false, 0), (books.Balanced, books.Kept, books.ByContainer.Count));
    }

    // Five devices at site a, three at b, and two at a site without a company; pages of four.
    private static async Task<IntegrationId> MappedAsync(TestWorld world)
    {
        world.Vendor.PageSize = 4;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 5).Select(i => PaperVendor.Device($"a{i}", "a"))]);
        world.Vendor.Add("b", [.. Enumerable.Range(1, 3).Select(i => PaperVendor.Device($"b{i}", "b"))]);
        world.Vendor.Containers[1] = new ContainerRecord("b", "Site b", "a");
        world.Vendor.Add("none", PaperVendor.Device("n1", "none"), PaperVendor.Device("n2", "none"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        foreach (var site in (string[])["a", "b"])
            await world.MapAsync(integration, site, await world.CompanyAsync("A"));
        await world.DrainAsync();
        return integration;
    }

    /// <summary>Takes one of the unchanged devices out of what the first page says became of its records.</summary>
    private static async Task LoseOneAsync(TestWorld world, Guid run)
    {
        var id = new SyncRunId(run);
        await using var db = world.Open();
        var page = await db.SyncPages.AsNoTracking().SingleAsync(p => p.RunId == id && p.Number == 1, Token);
        var notes = PageNotes.Read(page.Notes, []);
        notes.Books.Count(notes.Books.Lines.First().Key.Place, RecordOutcome.Unchanged, -1);
        var spoiled = notes.Write([]);
        await db.SyncPages.Where(p => p.RunId == id && p.Number == 1).ExecuteUpdateAsync(p => p.SetProperty(x => x.Notes, spoiled), Token);
    }

    private static Task<RunBooksView> BooksAsync(TestWorld world, IntegrationId integration, Guid run) =>
        world.Get<GetBooks>().RunAsync(world.Owner, integration, new SyncRunId(run), Token).Ok();

    private static SyncCounters Sum(IEnumerable<SyncCounters> rows) => rows.Aggregate(SyncCounters.None, (a, b) => a.Plus(b));

    private static List<string> Lines<T>(IEnumerable<T> rows, Func<T, string?> name)
        where T : SyncCounters => [.. rows
            .Select(r => $"{name(r)}: {r.Received} came, {r.Created} new, {r.Updated} updated, {r.Unchanged} unchanged, {r.Rejected} rejected, {r.Unmapped} unmapped")
            .Order(StringComparer.Ordinal)];
}
