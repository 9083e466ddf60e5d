using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>A device that comes back with a new id is the same device; its old record steps back.</summary>
public sealed class ReEnrolments
{
    [Theory, InlineData(DatabaseEngine.Sqlite, true), InlineData(DatabaseEngine.Sqlite, false), InlineData(DatabaseEngine.PostgreSql, true), InlineData(DatabaseEngine.PostgreSql, false)]
    public async Task The_device_stays_and_the_new_record_takes_over(DatabaseEngine engine, bool autoSync)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await ImportedAsync(world);
        if (autoSync)
            await AutoSyncAsync(world, integration);
        world.Clock.Shift(TimeSpan.FromHours(1));
        Enrol(world, "new", user: "bert");

        await world.SyncAsync(integration);
        if (!autoSync)
            Assert.Equal((0, 1, 0), await CountsAsync(world.ImportAllAsync(integration)));

        Assert.Equal(device, await DeviceOfAsync(world, integration, "new"));
        Assert.Equal(4, (await world.DevicesAsync()).Count);
        var links = await LinksAsync(world, device);
        Assert.Equal([("new", LinkReason.ReEnrolled, false), ("old", LinkReason.Imported, true)], links.Select(l => (l.ExternalId, l.Reason, l.Superseded)));
        Assert.Equal("bert", (await ReadingAsync(world, device, "current_user")).Value?.GetString());
        Assert.Empty((await ReadingAsync(world, device, "current_user")).Others);
        var history = await AllAsync(page => world.Get<ListDeviceHistory>().RunAsync(world.Owner, new DeviceId(device), null, page, Token).Ok());
        Assert.Equal(["current_user", "imported", "linked", "name"], history.Select(c => c.Key).Order());
        Assert.Equal(4, (await world.IntegrationAsync(integration)).Counts.Imported);

        // When the old record counts as gone, that is no loss, and the question about the serial number has one answer.
        await world.SyncAsync(integration);
        Assert.Equal((StagedStatus.NotSeen, "superseded"), await StatusAsync(world, integration, "old"));
        var coverage = (await world.Get<CoverageReport>().RunAsync(world.Owner, Token)).Overall;
        Assert.Equal((4, 4, 0, 0), (coverage.Source, coverage.Imported, coverage.NotSeen, coverage.Other));
        var why = await world.Get<AskWhy>().RunAsync(world.Owner, "C02OLD111", Token).Ok();
        Assert.Equal((WhyState.Imported, 2), (why.State, why.Matches));
        Assert.Equal(WhyState.Superseded, why.Places[1].State);

        // The device hears of the new record only.
        world.Vendor.Devices[^1] = Mac("new", "C02OLD111", user: "carl");
        await world.SyncAsync(integration);
        Assert.Equal("carl", (await ReadingAsync(world, device, "current_user")).Value?.GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_keeps_the_records_of_other_vendors(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await ImportedAsync(world);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x", "C02OLD111", user: "second"));
        await world.ImportAllAsync(second);
        await AutoSyncAsync(world, integration);
        world.Clock.Shift(TimeSpan.FromHours(1));
        Enrol(world, "new", user: "bert");

        await world.SyncAsync(integration);

        Assert.Equal(["new", "old", "x"], (await LinksAsync(world, device)).Select(l => l.ExternalId).Order());
        Assert.Equal(4, (await world.DevicesAsync()).Count);
        Assert.Equal("bert", (await ReadingAsync(world, device, "current_user")).Value?.GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task While_the_vendor_reports_both_nothing_is_joined(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await ImportedAsync(world);
        await AutoSyncAsync(world, integration);
        world.Clock.Shift(TimeSpan.FromHours(1));
        world.Vendor.Devices.Add(Mac("new", "C02OLD111"));

        await world.SyncAsync(integration);
        await world.SyncAsync(integration);

        Assert.Equal((StagedStatus.Held, "serial_conflict"), await StatusAsync(world, integration, "new"));
        Assert.Equal(4, (await world.DevicesAsync()).Count);
        var why = await world.Get<AskWhy>().RunAsync(world.Owner, "new", Token).Ok();
        Assert.Equal(WhyState.HeldForSerial, why.State);

        // Once the old one is gone, the matter is clear.
        world.Vendor.Devices.RemoveAll(d => d.ExternalId == "old");
        await world.SyncAsync(integration);
        Assert.Equal(device, await DeviceOfAsync(world, integration, "new"));
        Assert.Equal(4, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_old_record_that_comes_back_is_shown_and_changes_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await ImportedAsync(world);
        await AutoSyncAsync(world, integration);
        Enrol(world, "new", user: "bert");
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
        world.Vendor.Devices.Add(Mac("old", "C02OLD111", user: "ghost", battery: 3));
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        world.Clock.Shift(TimeSpan.FromHours(1));

        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);

        Assert.Equal((StagedStatus.Held, "superseded_returned"), await StatusAsync(world, integration, "old"));
        Assert.Equal("superseded_returned", Assert.Single((await ImportOneAsync(world, integration, "old")).Failures).Code);
        Assert.Equal(("bert", null), ((await ReadingAsync(world, device, "current_user")).Value?.GetString(), (await ReadingAsync(world, device, "battery_percent")).Value));
        Assert.Equal(WhyState.Superseded, (await world.Get<AskWhy>().RunAsync(world.Owner, "C02OLD111", Token).Ok()).State);
        Assert.True((await LinksAsync(world, device)).Single(l => l.ExternalId == "old").IsBack);
        Assert.Equal(4, (await world.DevicesAsync()).Count);
        var coverage = (await world.Get<CoverageReport>().RunAsync(world.Owner, Token)).Overall;
        Assert.Equal((5, 4, 1, 0), (coverage.Source, coverage.Imported, coverage.Held, coverage.Other));

        // A person says what it is: the same device again, or one of its own.
        await world.Get<JoinDevices>().RunAsync(world.Owner, new DeviceId(device), new JoinRequest((await world.StagedAsync(integration, "old")).Id), Token).Ok();
        Assert.All(await LinksAsync(world, device), l => Assert.False(l.Superseded));
        Assert.Equal((StagedStatus.Imported, null), await StatusAsync(world, integration, "old"));
        var split = await SplitAsync(world, device, integration, "old");
        Assert.Equal(("ghost", "bert"), ((await ReadingAsync(world, split.DeviceId, "current_user")).Value?.GetString(), (await ReadingAsync(world, device, "current_user")).Value?.GetString()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task When_the_new_record_is_split_off_the_old_one_feeds_its_device_again(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await ImportedAsync(world);
        await AutoSyncAsync(world, integration);
        Enrol(world, "new", user: "bert");
        await world.SyncAsync(integration);

        var split = await SplitAsync(world, device, integration, "new");

        Assert.Equal(("anna", "bert"), ((await ReadingAsync(world, device, "current_user")).Value?.GetString(), (await ReadingAsync(world, split.DeviceId, "current_user")).Value?.GetString()));
        Assert.False(Assert.Single(await LinksAsync(world, device)).Superseded);
        await world.SyncAsync(integration);
        Assert.Equal(split.DeviceId, await DeviceOfAsync(world, integration, "new"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task In_another_companys_container_it_waits(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await ImportedAsync(world);
        await AutoSyncAsync(world, integration);
        world.Vendor.Containers.Add(new MSPortal.Connectors.Sdk.Sources.ContainerRecord("b", "Site b", null));
        await world.SyncAsync(integration);
        await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
        await world.DrainAsync();
        Enrol(world, "new", user: "bert", site: "b");

        await world.SyncAsync(integration);

        Assert.Equal((StagedStatus.Held, "serial_conflict"), await StatusAsync(world, integration, "new"));
        Assert.Equal("anna", (await ReadingAsync(world, device, "current_user")).Value?.GetString());
        Assert.Single(await LinksAsync(world, device));
    }

    private static async Task<(IntegrationId Integration, Guid Device)> ImportedAsync(TestWorld world)
    {
        var integration = await ConnectAsync(world, world.Vendor, Mac("k1", "C02KEEP01"), Mac("k2", "C02KEEP02"), Mac("k3", "C02KEEP03"), Mac("old", "C02OLD111", user: "anna", battery: null));
        await world.ImportAllAsync(integration);
        return (integration, await DeviceOfAsync(world, integration, "old"));
    }

    private static void Enrol(TestWorld world, string id, string user, string site = "a")
    {
        world.Vendor.Devices.RemoveAll(d => d.ExternalId == "old");
        world.Vendor.Devices.Add(Mac(id, "C02OLD111", site, user));
    }

    private static async Task<(int, int, int)> CountsAsync(Task<MSPortal.Connectors.Core.Import.ImportView> import)
    {
        var view = await import;
        return (view.Imported, view.Updated, view.Failed);
    }
}
