using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Storage;
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
}
