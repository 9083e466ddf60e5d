using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>A new order of sources reaches many devices in the background, also when hosts stop meanwhile.</summary>
public sealed class SourceRefills
{
    private const int Many = 1_010;

    [Theory, ClassData(typeof(Engines))]
    public async Task Many_devices_follow_in_the_background_and_a_stopped_host_leaves_none_behind(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (first, second) = await JoinedAsync(world);
        WantedOrder[] wanted = [new(FactSection.User, [second.Value, first.Value])];

        var order = await world.Get<ChangeSourceOrder>().RunAsync(world.Owner, wanted, Token).Ok();

        Assert.Equal((Many, 0), (order.Refill!.Total, order.Refill.Done));
        Assert.Equal(1, world.Wakes.Refills);
        Assert.Equal(0, await ShowingAsync(world, "bert"));

        // A host that stops after some of it: what is done is done, the rest is left to whoever comes.
        using (var stop = new CancellationTokenSource())
        {
            var work = world.Get<RunRefill>().RunAsync(world.Owner.Tenant, stop.Token);
            while (!work.IsCompleted && (await OrderAsync(world)).Refill is { Done: 0 })
                await Task.Yield();
            await stop.CancelAsync();
            await work;
        }

        var done = (await OrderAsync(world)).Refill?.Done ?? Many;
        Assert.InRange(done, 1, Many);
        Assert.Equal(done, await ShowingAsync(world, "bert"));
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.Get<RunRefill>().RunAsync(world.Owner.Tenant, Token);

        Assert.Null((await OrderAsync(world)).Refill);
        Assert.Equal(Many, await ShowingAsync(world, "bert"));
        var rest = await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "device_changes");
        await world.Get<RunRefill>().RunAsync(world.Owner.Tenant, Token);
        Assert.Equal(rest, await DatabaseDump.TakeAsync(world.Databases, "devices", "device_links", "device_changes"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_dead_worker_left_is_due_when_its_lease_has_run_out(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await JoinedAsync(world, 2);
        await using (var db = world.Open())
        {
            db.SourceRefills.Add(new SourceRefill { TenantId = world.Owner.Tenant, By = "Ann", AskedAt = world.Clock.GetUtcNow(), Total = 2, LeaseUntil = world.Clock.GetUtcNow().AddSeconds(30) });
            await db.DeviceLinks.ExecuteUpdateAsync(l => l.SetProperty(x => x.AppliedHash, ""), Token);
            await db.SaveChangesAsync(Token);
        }

        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.Get<RunRefill>().RunAsync(world.Owner.Tenant, Token);
        Assert.Equal((0, 2), (world.Wakes.Refills, (await OrderAsync(world)).Refill!.Total));

        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await world.Get<WakeDueWork>().RunAsync(Token);
        Assert.Equal(1, world.Wakes.Refills);
        await world.Get<RunRefill>().RunAsync(world.Owner.Tenant, Token);
        Assert.Null((await OrderAsync(world)).Refill);
        await using var after = world.Open();
        Assert.Equal(0, await after.DeviceLinks.CountAsync(l => l.AppliedHash == "", Token));
    }

    private static Task<SourceOrderView> OrderAsync(TestWorld world) => world.Get<GetSourceOrder>().RunAsync(world.Owner, Token);

    private static async Task<int> ShowingAsync(TestWorld world, string user)
    {
        await using var db = world.Open();
        return await db.Devices.CountAsync(d => d.CurrentUser == user, Token);
    }

    private static async Task<(IntegrationId First, IntegrationId Second)> JoinedAsync(TestWorld world, int devices = Many)
    {
        var numbers = Enumerable.Range(100_000, devices).ToArray();
        var first = await ConnectAsync(world, world.Vendor, [.. numbers.Select(n => Mac($"{n}", $"C02AB{n}", user: "anna"))]);
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, [.. numbers.Select(n => Mac($"x{n}", $"C02AB{n}", user: "bert"))]);
        await world.ImportAllAsync(second);
        Assert.Equal(devices, (await world.DevicesAsync()).Count);
        return (first, second);
    }
}
