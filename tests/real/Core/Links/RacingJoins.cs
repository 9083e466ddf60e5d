using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>A person joins or splits while a page of a sync is about to change the very record: what counts is what stands when the page is saved.</summary>
public sealed class RacingJoins
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_record_that_goes_to_another_company_meanwhile_is_not_joined_unasked(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (first, second) = await TwoAsync(world);
        var device = await DeviceOfAsync(world, first, "1");
        var record = (await world.StagedAsync(second, "x1")).Id;

        var joined = await WhileAPageIsSavedAsync(
            world,
            second,
            () => JoinAsync(world, device, new JoinRequest(record)),
            async db =>
            {
                var b = await db.Containers.Where(c => c.IntegrationId == second && c.ExternalId == "b").Select(c => (MSPortal.Connectors.Core.Containers.ContainerId?)c.Id).SingleAsync(Token);
                await db.StagedDevices.Where(d => d.Id == new StagedDeviceId(record)).ExecuteUpdateAsync(d => d.SetProperty(x => x.ContainerId, b), Token);
            });

        Assert.Equal("other_company", joined.No().Code);
        Assert.Equal("1", Assert.Single(await LinksAsync(world, device)).ExternalId);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_record_that_leaves_staging_meanwhile_is_told_to_be_gone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (first, second) = await TwoAsync(world);
        var device = await DeviceOfAsync(world, first, "1");
        var record = (await world.StagedAsync(second, "x1")).Id;

        var joined = await WhileAPageIsSavedAsync(
            world,
            second,
            () => JoinAsync(world, device, new JoinRequest(record)),
            db => db.StagedDevices.Where(d => d.Id == new StagedDeviceId(record)).ExecuteDeleteAsync(Token));

        Assert.Equal("not_found", joined.No().Code);
        Assert.Single(await LinksAsync(world, device));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, true)]
    [InlineData(DatabaseEngine.Sqlite, false)]
    [InlineData(DatabaseEngine.PostgreSql, true)]
    [InlineData(DatabaseEngine.PostgreSql, false)]
    public async Task News_of_a_record_are_not_lost(DatabaseEngine engine, bool splits)
    {
        await using var world = await StartAsync(engine);
        var (first, second) = await TwoAsync(world);
        await world.ImportAllAsync(second);
        var (device, other, record) = (await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"), await world.StagedAsync(second, "x1"));
        if (splits)
            await JoinAsync(world, device, new JoinRequest(DeviceId: other)).Ok();

        await WhileAPageIsSavedAsync(
            world,
            second,
            async () => splits
                ? (await world.Get<SplitDevice>().RunAsync(world.Owner, new DeviceId(device), record.Id, Token)).IsOk
                : (await JoinAsync(world, device, new JoinRequest(DeviceId: other))).IsOk,
            async db =>
            {
                var news = await db.StagedDevices.AsNoTracking().SingleAsync(d => d.IntegrationId == second && d.ExternalId == "news", Token);
                await db.StagedDevices.Where(d => d.Id == new StagedDeviceId(record.Id)).ExecuteUpdateAsync(
                    d => d.SetProperty(x => x.Facts, news.Facts).SetProperty(x => x.Model, news.Model).SetProperty(x => x.ContentHash, news.ContentHash), Token);
            });

        Assert.Equal("News", (await DetailAsync(world, await DeviceOfAsync(world, second, "x1"))).Model);
        Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(second, "x1")).Status);
        Assert.Equal(splits ? other : device, await DeviceOfAsync(world, second, "x1"));
    }

    // The first has one device, which is imported; the second has records without a serial number in "a", and one in "b".
    private static async Task<(IntegrationId First, IntegrationId Second)> TwoAsync(TestWorld world)
    {
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"));
        await world.ImportAllAsync(first);
        return (first, await ConnectAsync(world, world.SecondVendor, Mac("x1", null, model: "Old"), Mac("news", null, model: "News"), Mac("x3", null, site: "b")));
    }

    private static Task<Result<LinksOfDevice>> JoinAsync(TestWorld world, Guid device, JoinRequest request) =>
        world.Get<JoinDevices>().RunAsync(world.Owner, new DeviceId(device), request, Token);

    /// <summary>Has the integration's turn, as a page has; lets the person begin, and writes when that waits.</summary>
    private static async Task<T> WhileAPageIsSavedAsync<T>(TestWorld world, IntegrationId integration, Func<Task<T>> person, Func<ConnectorsDb, Task> page)
    {
        await using var db = world.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        await db.TakeTurnAsync(integration, Token);
        var acting = Task.Run(person, Token);
        await SomebodyWaitsAsync(world, acting);
        await page(db);
        await transaction.CommitAsync(Token);
        return await acting;
    }

    // SQLite lets nobody begin while another writes.
    private static async Task SomebodyWaitsAsync(TestWorld world, Task acting)
    {
        if (world.Options.Engine is DatabaseEngine.Sqlite)
            return;

        await using var db = world.Open();
        while (!acting.IsCompleted && await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_locks l join pg_stat_activity a on a.pid = l.pid where a.datname = current_database() and not l.granted").SingleAsync(Token) == 0)
            await Task.Delay(10, Token);
    }
}
