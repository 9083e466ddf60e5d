using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>When an import links a record to a device that is there, and when it does not.</summary>
public sealed class JoiningAtImport
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_two_vendors_report_under_one_serial_number_is_one_device(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"), Mac("2", "C02AAA222"), Mac("3", null), Mac("4", "To Be Filled By O.E.M."), Mac("5", "VMware-56 4d 8a 11"));
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", " c02aaa111 "), Mac("x2", "C02AAA222"), Mac("x3", null), Mac("x4", "To Be Filled By O.E.M."), Mac("x5", "VMware-56 4d 8a 11"), Mac("x6", "C02AAA666"));
        await world.ImportAllAsync(first);

        var import = await world.ImportAllAsync(second);

        Assert.Equal((4, 2, 0), (import.Imported, import.Updated, import.Failed));
        Assert.Equal(9, (await world.DevicesAsync()).Count);
        var device = await DeviceOfAsync(world, first, "1");
        Assert.Equal(device, await DeviceOfAsync(world, second, "x1"));
        var links = await LinksAsync(world, device);
        Assert.Equal([("1", LinkReason.Imported), ("x1", LinkReason.SameSerial)], links.Select(l => (l.ExternalId, l.Reason)));
        Assert.Contains("c02aaa111", links[1].Evidence, StringComparison.Ordinal);
        Assert.Equal((world.Owner.Name, false), (links[1].LinkedBy, links[1].Superseded));
        Assert.Single(await LinksAsync(world, await DeviceOfAsync(world, second, "x4")));
        Assert.Equal((5, 6), ((await world.IntegrationAsync(first)).Counts.Imported, (await world.IntegrationAsync(second)).Counts.Imported));
        Assert.Equal(2, (await AllAsync(async page => await world.Get<ListAudit>().RunAsync(world.Owner, page, Token).Ok())).Count(a => a.Action == "device.linked"));

        // Again, and with syncs between: nothing changes.
        var before = await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "device_changes");
        await world.SyncAsync(first);
        await world.SyncAsync(second);
        await world.ImportAllAsync(second);
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "device_changes"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync_joins_as_an_import_does(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111"), Mac("x2", "C02AAA222"));
        await AutoSyncAsync(world, second);

        await world.SyncAsync(second);

        Assert.Equal(2, (await world.DevicesAsync()).Count);
        Assert.Equal("Auto-Sync", (await LinksAsync(world, await DeviceOfAsync(world, first, "1")))[1].LinkedBy);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_serial_number_that_two_records_of_a_vendor_tell_joins_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"), Mac("2", "C02BBB222"), Mac("3", "C02BBB222"));
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111"), Mac("x2", "c02aaa111"), Mac("x3", "C02BBB222"));
        Assert.Equal(3, (await world.ImportAllAsync(first)).Imported);
        Assert.Contains("told by 2 records", (await LinksAsync(world, await DeviceOfAsync(world, first, "2")))[0].Evidence, StringComparison.Ordinal);

        var import = await world.ImportAllAsync(second);

        Assert.Equal((0, 0, 3), (import.Imported, import.Updated, import.Failed));
        Assert.All(import.Failures, f => Assert.Equal("serial_conflict", f.Code));
        Assert.All(await world.StagedAsync(second), s => Assert.Equal((StagedStatus.Held, "serial_conflict"), (s.Status, s.Reason?.Code)));
        Assert.Equal(3, (await world.DevicesAsync()).Count);
        Assert.Equal(3, (await world.IntegrationAsync(second)).Counts.Pending);

        // Auto-Sync leaves them where they are, and ends.
        await AutoSyncAsync(world, second);
        await world.SyncAsync(second);
        Assert.Equal(3, (await world.DevicesAsync()).Count);

        // When the vendor has one of them no more, there is no doubt left.
        world.SecondVendor.Devices.RemoveAt(1);
        await world.SyncAsync(second);
        Assert.Equal(await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"));
        Assert.Equal(StagedStatus.Held, (await StatusAsync(world, second, "x3")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_person_who_has_seen_the_reason_makes_it_a_device_of_its_own(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111", site: "b"));

        // Named or not: who has not seen the reason does not decide about it.
        Assert.Equal(1, (await ImportOneAsync(world, second, "x1")).Failed);
        Assert.Equal(1, (await world.ImportAllAsync(second)).Failed);
        Assert.Equal(1, (await ImportOneAsync(world, second, "x1")).Imported);

        Assert.NotEqual(await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"));
        Assert.Equal((StagedStatus.Imported, null), await StatusAsync(world, second, "x1"));

        // That was a no, and binds.
        await ForgetAsync(world, second, "x1");
        await world.MapAsync(second, "b", await world.CompanyAsync("A"));
        await AutoSyncAsync(world, second);
        await world.SyncAsync(second);
        Assert.NotEqual(await DeviceOfAsync(world, first, "1"), (await world.StagedAsync(second, "x1")).DeviceId);
        Assert.Equal(2, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Companies_are_never_crossed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111", site: "b"));
        await AutoSyncAsync(world, second);

        await world.SyncAsync(second);

        var reason = (await world.StagedAsync(second, "x1")).Reason!;
        Assert.Equal("serial_conflict", reason.Code);
        Assert.Contains("under A, but this record's container is mapped to B", reason.Message, StringComparison.Ordinal);
        Assert.Single(await world.DevicesAsync());

        await world.MapAsync(second, "b", await world.CompanyAsync("A"));
        await world.SyncAsync(second);
        Assert.Equal(await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Several_devices_with_the_serial_number_leave_a_doubt(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAA111"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAA111"));
        await world.ImportAllAsync(second);
        await SplitAsync(world, await DeviceOfAsync(world, first, "1"), second, "x1");

        // A third record, of the first vendor's: it can't be both.
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange([Mac("1-new", "C02AAA111"), Mac("other", "C02ZZZ999"), Mac("other-2", "C02ZZZ998"), Mac("other-3", "C02ZZZ997")]);
        await world.SyncAsync(first);
        var import = await ImportOneAsync(world, first, "1-new");

        Assert.Equal("serial_conflict", Assert.Single(import.Failures).Code);
        Assert.Contains("2 devices", import.Failures[0].Message, StringComparison.Ordinal);
    }
}
