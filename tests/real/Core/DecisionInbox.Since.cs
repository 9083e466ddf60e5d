using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Since when each waits.</summary>
public sealed partial class DecisionInbox
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_wait_since_the_vendor_moved_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var before = world.Clock.GetUtcNow();
        var integration = await MovedAsync(world);
        var moved = world.Clock.GetUtcNow();
        world.Clock.Shift(TimeSpan.FromHours(5));
        await world.SyncAsync(integration);
        world.Vendor.Devices[0] = PaperVendor.Device("1", "b", "Another name");
        await world.SyncAsync(integration);

        var since = Assert.Single(await ListAsync(world)).Since;
        Assert.InRange(since!.Value, before, moved);
        Assert.True(moved - since < TimeSpan.FromMinutes(1), $"{moved - since}");

        // The container's later company is the later cause.
        await world.MapAsync(integration, "b", await world.CompanyAsync("C"));
        Assert.InRange(Assert.Single(await ListAsync(world)).Since!.Value, moved.AddHours(4), world.Clock.GetUtcNow());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Types_and_containers_wait_since_what_waits_is_there(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        world.Clock.Shift(TimeSpan.FromHours(5));
        var (before, company) = (world.Clock.GetUtcNow(), await world.CompanyAsync("Site a"));
        world.Clock.Shift(TimeSpan.FromSeconds(1));

        var fits = Assert.Single(await ListAsync(world), d => d.Kind == DecisionKind.ContainersFit);
        Assert.InRange(fits.Since!.Value, before, world.Clock.GetUtcNow());

        world.Clock.Shift(TimeSpan.FromHours(5));
        before = world.Clock.GetUtcNow();
        await world.MapAsync(integration, "a", company);
        await world.DrainAsync();
        var type = Assert.Single(await ListAsync(world), d => d.Kind == DecisionKind.TypeUnmapped);
        Assert.InRange(type.Since!.Value, before, world.Clock.GetUtcNow());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_vendor_is_waited_for_since_the_first_sync_that_it_ended(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();

        // Nobody says since when where no sync ended because of it.
        await WaitAsync(until => db => db.Integrations.ExecuteUpdateAsync(i => i.SetProperty(x => x.WaitUntil, until).SetProperty(x => x.AttentionCode, "vendor_down"), Token));
        Assert.Null(Assert.Single(await ListAsync(world), d => d.Kind == DecisionKind.VendorBlocked).Since);
        await WaitAsync(_ => db => db.Integrations.ExecuteUpdateAsync(i => i.SetProperty(x => x.WaitUntil, (DateTimeOffset?)null), Token));

        // The vendor asks twice to wait; what waits began with the first time.
        world.Logs.Announce("Paper asked to wait.");
        world.Vendor.BeforePage = (_, _) => throw new VendorUnavailableException(ErrorCodes.VendorDown, "Paper has a fault.", "Wait.") { RetryAfter = TimeSpan.FromHours(2) };
        var first = await world.SyncAsync(integration);
        world.Clock.Shift(TimeSpan.FromHours(3));
        var second = await world.SyncAsync(integration);
        Assert.True(second.FinishedAt > first.FinishedAt);
        Assert.Equal(first.FinishedAt, Assert.Single(await ListAsync(world), d => d.Kind == DecisionKind.VendorBlocked).Since);

        // A sync that went well between them ends what was before.
        world.Clock.Shift(TimeSpan.FromHours(3));
        world.Vendor.BeforePage = null;
        await world.SyncAsync(integration);
        world.Vendor.BeforePage = (_, _) => throw new VendorUnavailableException(ErrorCodes.VendorBlocked, "Paper blocks.", "Wait.") { RetryAfter = TimeSpan.FromHours(2) };
        var third = await world.SyncAsync(integration);
        Assert.Equal(third.FinishedAt, Assert.Single(await ListAsync(world), d => d.Kind == DecisionKind.VendorBlocked).Since);

        async Task WaitAsync(Func<DateTimeOffset?, Func<ConnectorsDb, Task>> write)
        {
            await using var db = world.Open();
            await write(world.Clock.GetUtcNow().AddHours(1))(db);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_connector_is_missed_since_the_first_sync_that_needed_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await using (var db = world.Databases.OpenForAllTenants())
            await db.Database.ExecuteSqlRawAsync("update integrations set connector_id = 'gone'", Token);
        Assert.Null(Assert.Single(await ListAsync(world)).Since);

        var first = await world.SyncAsync(integration);
        world.Clock.Shift(TimeSpan.FromHours(3));
        await world.SyncAsync(integration);
        Assert.Equal("connector_missing", first.Error?.Code);
        Assert.Equal(first.FinishedAt, Assert.Single(await ListAsync(world)).Since);
    }
}
