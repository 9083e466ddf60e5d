using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>Two hosts, two integrations, the same devices.</summary>
public sealed class RacingImports
{
    private const int Devices = 30;

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_imports_at_once_make_one_device_of_each_serial_number(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await using var other = world.StartAnotherHost();
        var first = await ConnectAsync(world, world.Vendor, Fleet("a", 0));
        var second = await ConnectAsync(world, world.SecondVendor, Fleet("x", 0));
        for (var round = 1; round <= 5; round++)
        {
            await Task.WhenAll(ImportAsync(world.Get<StartImport>(), first), ImportAsync(other.GetRequiredService<StartImport>(), second));
            Wake[] wakes = [world.Wakes.Take()!, world.Wakes.Take()!];
            await Task.WhenAll(
                Task.Run(() => world.WorkAsync(wakes[0]), Token),
                Task.Run(() => other.GetRequiredService<RunImport>().RunAsync(wakes[1].Tenant, wakes[1].Import!.Value, Token), Token));
            await world.DrainAsync();

            await using var db = world.Open();
            Assert.Equal(Devices * round, await db.Devices.CountAsync(Token));
            Assert.Equal(Devices * round * 2, await db.DeviceLinks.CountAsync(Token));
            world.Vendor.Devices.AddRange(Fleet("a", round));
            world.SecondVendor.Devices.AddRange(Fleet("x", round));
            await world.SyncAsync(first);
            await world.SyncAsync(second);
        }

        Task ImportAsync(StartImport start, IntegrationId integration) =>
            Task.Run(() => start.RunAsync(world.Owner, integration, new ImportSelection(All: true), null, Token).Ok(), Token);
    }

    [Fact]
    public async Task Syncs_of_both_at_once_lose_nothing_of_what_either_says()
    {
        await using var world = await StartAsync(DatabaseEngine.PostgreSql);
        await using var other = world.StartAnotherHost();
        world.Vendor.PageSize = world.SecondVendor.PageSize = 7;
        var first = await ConnectAsync(world, world.Vendor, Fleet("a", 0));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Fleet("x", 0));
        await world.ImportAllAsync(second);
        for (var round = 1; round <= 10; round++)
        {
            for (var i = 0; i < Devices; i++)
            {
                world.Vendor.Devices[i] = Mac($"a-0-{i}", Serial(0, i), user: $"user {round}");
                world.SecondVendor.Devices[Devices - 1 - i] = Mac($"x-0-{i}", Serial(0, i), model: $"model {round}");
            }

            foreach (var integration in (IntegrationId[])[first, second])
                await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Devices, SyncTrigger.Manual, Token).Ok();
            Wake[] wakes = [world.Wakes.Take()!, world.Wakes.Take()!];
            await Task.WhenAll(
                Task.Run(() => world.WorkAsync(wakes[0]), Token),
                Task.Run(() => other.GetRequiredService<RunSync>().RunAsync(wakes[1].Tenant, wakes[1].Run!.Value, Token), Token));

            await using var db = world.Open();
            Assert.Equal(Devices, await db.Devices.CountAsync(d => d.CurrentUser == $"user {round}" && d.Model == $"model {round}", Token));
            Assert.All((await world.RunsAsync(first)).Concat(await world.RunsAsync(second)), r => Assert.Equal(SyncState.Succeeded, r.State));
        }
    }

    private static DeviceRecord[] Fleet(string vendor, int round) =>
        [.. Enumerable.Range(0, Devices).Select(i => Mac($"{vendor}-{round}-{i}", Serial(round, i)))];

    private static string Serial(int round, int i) => $"C02R{round}D{i:000}X";
}
