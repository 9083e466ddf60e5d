using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The vendor's fleet does not stand still while it is read, and its names are not always what they seem.</summary>
public sealed class VendorsFleetInMotion
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_that_changes_its_container_between_two_pages_is_one_device(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 4).Select(i => PaperVendor.Device($"{i}", "a"))]);
        world.Vendor.Add("b", [.. Enumerable.Range(5, 4).Select(i => PaperVendor.Device($"{i}", "b"))]);
        var integration = await world.StageAsync(isPaper: true);

        // Device 1 was on the first page already, and comes again on the last; 8 was not on any page yet, and slips by.
        var isMoved = false;
        world.Vendor.BeforePage = (page, _) =>
        {
            if (page == 2 && !isMoved)
            {
                isMoved = true;
                world.Vendor.Devices.RemoveAll(d => d.ExternalId is "1" or "8");
                world.Vendor.Devices.Insert(0, PaperVendor.Device("8", "a"));
                world.Vendor.Devices.Add(PaperVendor.Device("1", "b"));
            }

            return Task.CompletedTask;
        };
        var moving = await world.SyncAsync(integration);

        Assert.True(FleetTruth.Balances(moving.Counters));
        Assert.Equal(0, moving.Missing);
        Assert.Equal(8, (await world.StagedAsync(integration)).Count);

        var settled = await world.SyncAsync(integration);
        Assert.Equal((SyncState.Succeeded, 8, 0), (settled.State, settled.Counters.Received, settled.Missing));
        Assert.Equal("Site b", (await world.StagedAsync(integration, "1")).Container);
        Assert.Equal("Site a", (await world.StagedAsync(integration, "8")).Container);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_container_that_is_deleted_while_devices_are_read_takes_none_of_them_along(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", [.. Enumerable.Range(1, 4).Select(i => PaperVendor.Device($"{i}", "a"))]);
        world.Vendor.Add("b", [.. Enumerable.Range(5, 2).Select(i => PaperVendor.Device($"{i}", "b"))]);
        var integration = await world.ImportAsync(isPaper: true);
        var companies = (await world.DevicesAsync()).ToDictionary(d => d.Id, d => d.Company.Name);
        world.Vendor.BeforePage = (page, _) =>
        {
            if (page == 2)
                world.Vendor.Containers.RemoveAll(c => c.ExternalId == "b");
            return Task.CompletedTask;
        };

        for (var i = 0; i < 3; i++)
        {
            var run = await world.SyncAsync(integration);
            Assert.True(FleetTruth.Balances(run.Counters));
            Assert.Equal(0, run.Missing);
        }

        Assert.Equal(companies, (await world.DevicesAsync()).ToDictionary(d => d.Id, d => d.Company.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Three_in_ten_that_vanish_at_once_are_held(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Enumerable.Range(1, 40).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.StageAsync(isPaper: true);
        await world.SyncAsync(integration);
        world.Vendor.Devices.RemoveRange(0, 12);

        await world.SyncAsync(integration);
        var second = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Held, 0), (second.State, second.Missing));
        Assert.All(await world.StagedAsync(integration), s => Assert.NotEqual(StagedStatus.NotSeen, s.Status));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Ids_that_differ_only_in_case_or_spaces_and_one_serial_number_under_two_ids_are_devices_of_their_own(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        string[] ids = ["mac-1", "MAC-1", "mac- 1", "mac-1x", "mac-1X"];
        world.Vendor.Add("a", [.. ids.Select(id => PaperVendor.Device(id, "a", serial: "C02SAME"))]);
        var integration = await world.ImportAsync(isPaper: true);

        var run = await world.SyncAsync(integration);

        Assert.Equal((5, 5), (run.Counters.Received, run.Counters.Unchanged));
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await world.StagedAsync(integration)).Select(s => s.ExternalId).Order(StringComparer.Ordinal));
        Assert.Equal(5, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_clock_that_is_a_day_off_neither_brings_old_news_nor_locks_out_new_ones(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var off = TimeSpan.FromHours(26);
        var now = world.Clock.GetUtcNow();
        world.Vendor.Add("a", At("ahead", "first", now + off), At("behind", "first", now - off), At("timeless", "first", null), At("ancient", "first", DateTimeOffset.UnixEpoch));
        var integration = await world.StageAsync(isPaper: true);

        world.Clock.Shift(TimeSpan.FromMinutes(15));
        now = world.Clock.GetUtcNow();
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange(At("ahead", "second", now + off), At("behind", "second", now - off), At("timeless", "second", null), At("ancient", "second", now));
        await world.SyncAsync(integration);
        Assert.All(await world.StagedAsync(integration), s => Assert.Equal("second", s.Name));

        // The host's own clock goes back: what it took for news a moment ago is not overwritten by older news.
        world.Clock.Shift(-off);
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange(At("ahead", "old", now - off), At("behind", "old", now - off - off), At("timeless", "second", null), At("ancient", "old", now - off));
        await world.SyncAsync(integration);
        Assert.All(await world.StagedAsync(integration), s => Assert.Equal("second", s.Name));
    }

    private static DeviceRecord At(string id, string name, DateTimeOffset? observed) =>
        PaperVendor.Device(id, "a", name) with { ObservedAt = observed };
}
