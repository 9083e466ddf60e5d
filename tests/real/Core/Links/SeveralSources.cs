using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>What a device shows that several vendors tell of.</summary>
public sealed class SeveralSources
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_oldest_link_goes_first_unknown_hides_nothing_and_conflicts_are_shown(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (first, second, device) = await JoinedAsync(world);

        var user = await ReadingAsync(world, device, "current_user");
        Assert.Equal(("anna", "Paper"), (user.Value?.GetString(), user.Source));
        var other = Assert.Single(user.Others);
        Assert.Equal(("bert", "Second"), (other.Value.GetString(), other.Source));
        var firewall = await ReadingAsync(world, device, "firewall_enabled");
        Assert.Equal((true, "Second"), (firewall.Value?.GetBoolean(), firewall.Source));
        Assert.Empty(firewall.Others);
        var detail = await DetailAsync(world, device);
        Assert.Equal(("Mac 1", "Mac mini"), (detail.Name, detail.Model));
        Assert.Equal("anna", Assert.Single(await world.DevicesAsync()).CurrentUser);

        // News of either arrive, and the rest stays.
        world.Clock.Shift(TimeSpan.FromHours(1));
        world.SecondVendor.Devices[0] = Mac("x1", "C02AAA111", user: "carl", firewall: false, model: "Mac Pro");
        await world.SyncAsync(second);
        Assert.Equal(("anna", false, "Mac Pro"), await ShownAsync(world, device));
        Assert.Equal("carl", Assert.Single((await ReadingAsync(world, device, "current_user")).Others).Value.GetString());
        world.Vendor.Devices[0] = Mac("1", "C02AAA111", user: null);
        await world.SyncAsync(first);
        Assert.Equal(("carl", false, "Mac Pro"), await ShownAsync(world, device));
        Assert.Equal("carl", Assert.Single(await world.DevicesAsync()).CurrentUser);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_order_counts_at_once_and_is_audited(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (first, second, device) = await JoinedAsync(world);
        var before = await world.Get<GetSourceOrder>().RunAsync(world.Owner with { Role = Role.Viewer }, Token);
        Assert.All(before.Sections, s => Assert.True(s.IsDefault));

        var order = await ChangeAsync(world, new WantedOrder(FactSection.User, [second.Value, first.Value]), new WantedOrder(FactSection.System, [second.Value]));

        Assert.Equal(["Second", "Paper"], order.Sections.Single(s => s.Key == FactSection.User).Integrations.Select(i => i.Name));
        Assert.Equal("bert", (await ReadingAsync(world, device, "current_user")).Value?.GetString());
        Assert.Equal(("bert", "Mac x1"), (Assert.Single(await world.DevicesAsync()).CurrentUser, (await DetailAsync(world, device)).Name));
        Assert.Equal("C02AAA111", (await DetailAsync(world, device)).SerialNumber);
        Assert.Contains((await AllAsync(async page => await world.Get<ListAudit>().RunAsync(world.Owner, page, Token).Ok())), a => a.Action == "source_order.changed");

        // It lasts through syncs, and none for a section is the default again.
        world.Vendor.Devices[0] = Mac("1", "C02AAA111", user: "dora");
        await world.SyncAsync(first);
        await world.SyncAsync(second);
        Assert.Equal("bert", Assert.Single(await world.DevicesAsync()).CurrentUser);
        await ChangeAsync(world, new WantedOrder(FactSection.User, []));
        Assert.Equal("dora", Assert.Single(await world.DevicesAsync()).CurrentUser);

        Assert.Equal("not_allowed", (await world.Get<ChangeSourceOrder>().RunAsync(world.Owner with { Role = Role.Technician }, [], Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, [new WantedOrder(FactSection.User, [Guid.NewGuid()])], Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, [new WantedOrder(FactSection.Identity, [])], Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, [new WantedOrder(FactSection.User, [first.Value, first.Value])], Token).No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_what_is_observed_the_newest_counts_and_touches_nothing_else(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (first, second, device) = await JoinedAsync(world);
        await world.SyncAsync(first);
        var wide = await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "device_changes");
        world.Clock.Shift(TimeSpan.FromHours(1));
        var now = DateTimeOffset.FromUnixTimeSeconds(world.Clock.GetUtcNow().ToUnixTimeSeconds());
        world.Vendor.Devices[0] = Mac("1", "C02AAA111", user: "anna", battery: 50, at: now.AddMinutes(-20));
        world.SecondVendor.Devices[0] = Mac("x1", "C02AAA111", user: "bert", firewall: true, battery: 70, at: now.AddMinutes(-10), model: "Mac mini");

        await world.SyncAsync(second);
        await world.SyncAsync(first);

        Assert.Equal((70.0, now.AddMinutes(-10)), await ObservedAsync(world, device));
        Assert.Equal(50, Assert.Single((await ReadingAsync(world, device, "battery_percent")).Others).Value.GetDouble());
        world.Clock.Shift(TimeSpan.FromHours(1));
        world.Vendor.Devices[0] = Mac("1", "C02AAA111", user: "anna", battery: null, at: now.AddMinutes(30));
        await world.SyncAsync(first);
        Assert.Equal((70.0, now.AddMinutes(30)), await ObservedAsync(world, device));
        Assert.Equal(wide, await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "device_changes"));
    }

    [Theory, InlineData(DatabaseEngine.Sqlite, true), InlineData(DatabaseEngine.Sqlite, false), InlineData(DatabaseEngine.PostgreSql, true), InlineData(DatabaseEngine.PostgreSql, false)]
    public async Task When_an_integration_goes_the_device_shows_what_the_other_says(DatabaseEngine engine, bool removesDevices)
    {
        await using var world = await StartAsync(engine);
        var (first, second, device) = await JoinedAsync(world, Mac("alone", "C02ZZZ111"));
        await ChangeAsync(world, new WantedOrder(FactSection.User, [first.Value, second.Value]));

        var deleted = await world.Get<DeleteIntegration>().RunAsync(world.Owner, first, removesDevices, Token).Ok();

        Assert.Equal(removesDevices ? (1, 1) : (0, 2), (deleted.DevicesRemoved, deleted.DevicesKept));
        Assert.Equal("x1", Assert.Single(await LinksAsync(world, device)).ExternalId);
        Assert.Equal(("bert", true, "Mac mini"), await ShownAsync(world, device));
        Assert.Equal("Mac x1", (await DetailAsync(world, device)).Name);
        Assert.Equal(removesDevices ? 1 : 2, (await world.DevicesAsync()).Count);
        var history = await AllAsync(page => world.Get<ListDeviceHistory>().RunAsync(world.Owner, new DeviceId(device), null, page, Token).Ok());
        var gone = Assert.Single(history, h => h.Key == "linked" && h.After is null);
        Assert.Equal(("Paper: Mac 1 (1)", world.Owner.Name), (gone.Before?.GetString(), gone.By));
        Assert.Single((await world.Get<GetSourceOrder>().RunAsync(world.Owner, Token)).Sections.Single(s => s.Key == FactSection.User).Integrations);
        await world.SyncAsync(second);
        Assert.Equal("bert", (await ReadingAsync(world, device, "current_user")).Value?.GetString());
    }

    private static async Task<(IntegrationId First, IntegrationId Second, Guid Device)> JoinedAsync(TestWorld world, params MSPortal.Connectors.Sdk.Sources.DeviceRecord[] more)
    {
        var first = await ConnectAsync(world, world.Vendor, [Mac("1", "C02AAA111", user: "anna"), .. more]);
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111", user: "bert", firewall: true, model: "Mac mini"));
        await world.ImportAllAsync(second);
        return (first, second, await DeviceOfAsync(world, first, "1"));
    }

    private static Task<SourceOrderView> ChangeAsync(TestWorld world, params WantedOrder[] wanted) =>
        world.Get<ChangeSourceOrder>().RunAsync(world.Owner, wanted, Token).Ok();

    private static async Task<(string? User, bool? Firewall, string? Model)> ShownAsync(TestWorld world, Guid device) => (
        (await ReadingAsync(world, device, "current_user")).Value?.GetString(),
        (await ReadingAsync(world, device, "firewall_enabled")).Value?.GetBoolean(),
        (await DetailAsync(world, device)).Model);

    private static async Task<(double?, DateTimeOffset?)> ObservedAsync(TestWorld world, Guid device)
    {
        var row = Assert.Single(await world.DevicesAsync());
        var seen = (await ReadingAsync(world, device, "last_seen_at")).Value?.GetDateTimeOffset();
        Assert.Equal(seen, row.LastSeenAt);
        return ((await ReadingAsync(world, device, "battery_percent")).Value?.GetDouble(), seen);
    }
}
