using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>What a person joins and splits, and that it lasts and can be taken back.</summary>
public sealed class Splitting
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_split_stays_split(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111", user: "anna"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111", user: "bert", firewall: true));
        await AutoSyncAsync(world, first);
        await AutoSyncAsync(world, second);
        await world.SyncAsync(second);
        var device = await DeviceOfAsync(world, first, "1");
        Assert.Equal(true, (await ReadingAsync(world, device, "firewall_enabled")).Value?.GetBoolean());

        var split = await SplitAsync(world, device, second, "x1");

        Assert.False(split.IsBack);
        Assert.Equal("1", Assert.Single(split.Links).ExternalId);
        Assert.Null((await ReadingAsync(world, device, "firewall_enabled")).Value);
        Assert.Equal(("anna", "bert"), (await UserAsync(world, device), await UserAsync(world, split.DeviceId)));
        for (var i = 0; i < 10; i++)
        {
            world.Clock.Shift(TimeSpan.FromHours(1));
            world.Vendor.Devices[0] = Mac("1", "C02AAA111", user: $"anna {i}");
            await world.SyncAsync(first);
            await world.SyncAsync(second);
            await world.ImportAllAsync(second);
            Assert.Equal((device, split.DeviceId), (await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1")));
        }

        // Through the end of its row, too.
        await ForgetAsync(world, second, "x1");
        await world.SyncAsync(second);
        await world.ImportAllAsync(second);
        var again = await DeviceOfAsync(world, second, "x1");
        Assert.NotEqual(device, again);
        Assert.Single(await LinksAsync(world, device));

        // Until a person joins them.
        await JoinAsync(world, device, new JoinRequest(DeviceId: again));
        Assert.Equal(2, (await LinksAsync(world, device)).Count);
        await ForgetAsync(world, second, "x1");
        await world.SyncAsync(second);
        Assert.Equal(device, await DeviceOfAsync(world, second, "x1"));
    }

    [Theory, InlineData(DatabaseEngine.Sqlite, true), InlineData(DatabaseEngine.Sqlite, false), InlineData(DatabaseEngine.PostgreSql, true), InlineData(DatabaseEngine.PostgreSql, false)]
    public async Task A_join_by_hand_can_be_taken_back(DatabaseEngine engine, bool byDevice)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111", user: "anna"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", null, user: "bert", model: "Mac mini"));
        await world.ImportAllAsync(second);
        var (device, other) = (await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"));
        world.Clock.Shift(TimeSpan.FromHours(1));
        world.SecondVendor.Devices[0] = Mac("x1", null, user: "carl", model: "Mac mini");
        await world.SyncAsync(second);
        var before = (await DetailAsync(world, other), await HistoryAsync(world, other));

        var record = (await world.StagedAsync(second, "x1")).Id;
        var links = await JoinAsync(world, device, byDevice ? new JoinRequest(DeviceId: other) : new JoinRequest(record));

        Assert.Equal([("1", LinkReason.Imported), ("x1", LinkReason.Joined)], links.Select(l => (l.ExternalId, l.Reason)));
        Assert.Equal([device], (await world.DevicesAsync()).Select(d => d.Id));
        Assert.Equal(("anna", "Mac mini"), (await UserAsync(world, device), (await DetailAsync(world, device)).Model));
        var told = await HistoryAsync(world, device);
        Assert.Equal(("linked", world.Owner.Name), (told[0].Key, told[0].By));
        Assert.Equal(2, told.Count(c => c.Key == "imported"));
        Assert.Equal("not_found", (await world.Get<GetDevice>().RunAsync(world.Owner, new DeviceId(other), Token).No()).Code);

        world.Clock.Shift(TimeSpan.FromHours(1));
        var split = await SplitAsync(world, device, second, "x1");

        Assert.Equal((other, true), (split.DeviceId, split.IsBack));
        var after = await DetailAsync(world, other);
        Assert.Equal((before.Item1.CreatedAt, before.Item1.Company, before.Item1.Name, "carl"), (after.CreatedAt, after.Company, after.Name, await UserAsync(world, other)));
        Assert.Equal(before.Item2.Select(c => c.Id), (await HistoryAsync(world, other)).Skip(1).Select(c => c.Id));
        Assert.Equal("split", (await HistoryAsync(world, other))[0].Key);
        Assert.Equal(["split", "linked"], (await HistoryAsync(world, device)).Take(2).Select(c => c.Key).Where(k => k is "split" or "linked"));
        Assert.Null((await DetailAsync(world, device)).Model);
        var actions = (await AllAsync(async page => await world.Get<ListAudit>().RunAsync(world.Owner, page, Token).Ok())).Select(a => a.Action).ToList();
        Assert.Contains("device.joined", actions);
        Assert.Contains("device.split", actions);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_record_moves_from_a_device_that_has_others(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111", user: "anna"), Mac("2", "C02AAA222"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111", user: "bert", firewall: true));
        await world.ImportAllAsync(second);
        var (one, two) = (await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, first, "2"));

        await JoinAsync(world, two, new JoinRequest((await world.StagedAsync(second, "x1")).Id));

        Assert.Equal(two, await DeviceOfAsync(world, second, "x1"));
        Assert.Single(await LinksAsync(world, one));
        Assert.Null((await ReadingAsync(world, one, "firewall_enabled")).Value);
        Assert.Equal("bert", await UserAsync(world, two));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_makes_no_sense_is_refused_with_a_reason(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02BBB111", site: "b"));
        await world.ImportAllAsync(second);
        var (device, other) = (await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"));
        var record = (await world.StagedAsync(first, "1")).Id;
        var viewer = world.Owner with { Role = Role.Viewer };

        Assert.Equal("only_link", await NoSplitAsync(world.Owner, device, record));
        Assert.Equal("not_found", await NoSplitAsync(world.Owner, other, record));
        Assert.Equal("not_found", await NoSplitAsync(world.Owner, Guid.NewGuid(), record));
        Assert.Equal("not_found", await NoSplitAsync(world.OtherOwner, device, record));
        Assert.Equal("not_allowed", await NoSplitAsync(viewer, device, record));
        Assert.Equal("not_allowed", await NoJoinAsync(viewer, device, new JoinRequest(DeviceId: other)));
        Assert.Equal("not_found", await NoJoinAsync(world.OtherOwner, device, new JoinRequest(DeviceId: other)));
        Assert.Equal("not_found", await NoJoinAsync(world.Owner, device, new JoinRequest(DeviceId: Guid.NewGuid())));
        Assert.Equal("invalid_value", await NoJoinAsync(world.Owner, device, new JoinRequest(DeviceId: device)));
        Assert.Equal("invalid_value", await NoJoinAsync(world.Owner, device, new JoinRequest()));
        Assert.Equal("invalid_value", await NoJoinAsync(world.Owner, device, new JoinRequest(record, other)));
        Assert.Equal("already_joined", await NoJoinAsync(world.Owner, device, new JoinRequest(record)));
        Assert.Equal("other_company", await NoJoinAsync(world.Owner, device, new JoinRequest(DeviceId: other)));
        Assert.Equal(2, (await world.DevicesAsync()).Count);

        await JoinAsync(world, device, new JoinRequest(DeviceId: other, ConfirmCompany: true));
        Assert.Equal("A", Assert.Single(await world.DevicesAsync()).Company.Name);
        await world.SyncAsync(second);
        Assert.Equal("A", Assert.Single(await world.DevicesAsync()).Company.Name);
        Assert.Equal("B", (await DetailAsync(world, (await SplitAsync(world, device, second, "x1")).DeviceId)).Company.Name);

        async Task<string> NoSplitAsync(Actor actor, Guid id, Guid link) => (await world.Get<SplitDevice>().RunAsync(actor, new DeviceId(id), link, Token).No()).Code;
        async Task<string> NoJoinAsync(Actor actor, Guid id, JoinRequest request) => (await world.Get<JoinDevices>().RunAsync(actor, new DeviceId(id), request, Token).No()).Code;
    }

    private static async Task<IReadOnlyList<LinkView>> JoinAsync(TestWorld world, Guid device, JoinRequest request) =>
        (await world.Get<JoinDevices>().RunAsync(world.Owner, new DeviceId(device), request, Token).Ok()).Links;

    private static async Task<string?> UserAsync(TestWorld world, Guid device) => (await ReadingAsync(world, device, "current_user")).Value?.GetString();

    private static Task<IReadOnlyList<DeviceChangeView>> HistoryAsync(TestWorld world, Guid device) =>
        AllAsync(page => world.Get<ListDeviceHistory>().RunAsync(world.Owner, new DeviceId(device), null, page, Token).Ok());
}
