using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class Imports
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_key_twice_is_one_import(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 5);

        var first = await StartWithKeyAsync(world, integration, "key-1");
        var second = await StartWithKeyAsync(world, integration, "key-1");
        await world.DrainAsync();
        var third = await StartWithKeyAsync(world, integration, "key-1");

        Assert.Equal([first.Id, first.Id], [second.Id, third.Id]);
        Assert.Equal((ImportState.Finished, 5), (third.State, third.Imported));
        Assert.Equal(5, (await world.DevicesAsync()).Count);
        Assert.NotEqual(first.Id, (await StartWithKeyAsync(world, integration, "key-2")).Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_key_from_many_at_once_is_one_import(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 5);

        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StartWithKeyAsync(world, integration, "key"), Token)));
        await world.DrainAsync();

        Assert.Single(started.Select(i => i.Id).Distinct());
        Assert.Single(await DatabaseDump.TakeAsync(world.Databases, "imports"));
        Assert.Equal(5, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_imports_of_the_same_devices_at_once_import_each_device_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 500);
        var ids = await Task.WhenAll(StartWithKeyAsync(world, integration, "a"), StartWithKeyAsync(world, integration, "b"), StartWithKeyAsync(world, integration, "c"));
        List<Task> work = [];
        while (world.Wakes.Take() is { } wake)
            work.Add(Task.Run(() => world.WorkAsync(wake), Token));
        await Task.WhenAll(work);

        var imports = await Task.WhenAll(ids.Select(i => GetAsync(world, integration, i.Id)));
        Assert.All(imports, i => Assert.Equal((ImportState.Finished, 0), (i.State, i.Failed)));
        Assert.Equal(500, imports.Sum(i => i.Imported));
        Assert.Equal(500, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_import_during_a_sync_with_Auto_Sync_imports_each_device_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 300);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: true), Token).Ok();
        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Devices, SyncTrigger.Manual, Token).Ok();
        var import = await StartWithKeyAsync(world, integration, "a");
        List<Task> work = [];
        while (world.Wakes.Take() is { } wake)
            work.Add(Task.Run(() => world.WorkAsync(wake), Token));
        await Task.WhenAll(work);

        var synced = (await world.GetSyncAsync(integration, run.Id)).Run;
        var imported = await GetAsync(world, integration, import.Id);
        Assert.Equal((SyncState.Succeeded, ImportState.Finished), (synced.State, imported.State));
        Assert.Equal(300, synced.AutoImported + imported.Imported);
        Assert.Equal(300, (await world.DevicesAsync()).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_named_device_of_an_unmapped_type_fails_with_reason_and_cure(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 2);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(Unmap: true), Token).Ok();
        var staged = await world.StagedAsync(integration);

        var import = await world.ImportAsync(integration, new ImportSelection([staged[0].Id]));

        Assert.Equal((ImportState.Finished, 1, 1), (import.State, import.Total, import.Failed));
        var failure = Assert.Single(import.Failures);
        Assert.Equal((staged[0].Id, "type_unmapped"), (failure.StagedDeviceId, failure.Code));
        Assert.Contains("Maps To", failure.Cure, StringComparison.Ordinal);
        Assert.Equal(StagedStatus.Failed, (await world.StagedAsync(integration, staged[0].ExternalId)).Status);

        // Mended, it can be imported again.
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        Assert.Equal(2, (await world.ImportAllAsync(integration)).Imported);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_named_device_is_accounted_for(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 250);
        var staged = await world.StagedAsync(integration);
        await world.ImportAsync(integration, new ImportSelection([staged[0].Id]));
        world.Vendor.Devices.Add(PaperVendor.Device("ignored", "a", type: "ignored"));
        world.Vendor.Devices.Add(PaperVendor.Device("typeless", "a", type: "typeless"));
        await world.SyncAsync(integration);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "ignored", new ProviderTypeChange(Ignored: true), Token).Ok();
        var all = await world.StagedAsync(integration);
        Guid[] unknown = [Guid.NewGuid(), Guid.NewGuid()];

        var import = await world.ImportAsync(integration, new ImportSelection([.. unknown, .. all.Select(s => s.Id), all[3].Id]));

        Assert.Equal((254, 249, 0, 1, 4), (import.Total, import.Imported, import.Updated, import.Skipped, import.Failed));
        Assert.Equal(import.Total, import.Imported + import.Updated + import.Skipped + import.Failed);
        Assert.Equal(["not_staged", "not_staged", "type_ignored", "type_unmapped"], import.Failures.Select(f => f.Code).Order(StringComparer.Ordinal));
        Assert.Equal(unknown.Order(), import.Failures.Where(f => f.Code == "not_staged").Select(f => f.StagedDeviceId).Order());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_import_that_broke_off_goes_on_where_it_was(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 450);
        foreach (var named in (bool[])[false, true])
        {
            var selection = named
                ? new ImportSelection([.. (await world.StagedAsync(integration)).Select(s => s.Id)])
                : new ImportSelection(All: true);
            var import = await world.Get<StartImport>().RunAsync(world.Owner, integration, selection, null, Token).Ok();
            var wake = world.Wakes.Take()!;
            using var killed = new CancellationTokenSource();

            // The second batch dies in its middle.
            var looks = 0;
            world.Clock.WhenRead = () =>
            {
                if (Interlocked.Increment(ref looks) == (named ? 5 : 300))
                    killed.Cancel();
            };
            await world.Get<RunImport>().RunAsync(wake.Tenant, wake.Import!.Value, killed.Token);
            world.Clock.WhenRead = null;
            await DieAsync(world);
            var broken = await GetAsync(world, integration, import.Id);
            Assert.Equal(ImportState.Running, broken.State);
            Assert.Equal(200, broken.Imported + broken.Skipped);

            // Nobody takes it before its lease has run out; then the regular look finds it.
            await world.Get<WakeDueWork>().RunAsync(Token);
            Assert.Equal(0, world.Wakes.Count);
            world.Clock.Shift(TimeSpan.FromSeconds(61));
            await world.Get<WakeDueWork>().RunAsync(Token);
            await world.DrainAsync();

            var whole = await GetAsync(world, integration, import.Id);
            Assert.Equal((ImportState.Finished, 450, 0), (whole.State, whole.Total, whole.Failed));
            Assert.Equal(450, named ? whole.Skipped : whole.Imported);
            Assert.Equal(450, (await world.DevicesAsync()).Count);
        }
    }

    // Whoever dies gives nothing back and calls nobody.
    private static async Task DieAsync(TestWorld world)
    {
        world.Wakes.Lose();
        var until = world.Clock.GetUtcNow().AddSeconds(60);
        await using var db = world.Open();
        await db.Imports.Where(i => i.State == ImportState.Running).ExecuteUpdateAsync(i => i.SetProperty(x => x.LeaseUntil, until), Token);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_worker_that_comes_late_changes_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ManyAsync(world, 5);
        var import = await StartWithKeyAsync(world, integration, "key");
        var wake = world.Wakes.Take()!;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.WorkAsync(wake), Token)));
        var before = await DatabaseDump.TakeAsync(world.Databases);

        await world.WorkAsync(wake);

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
        await using var db = world.Open();
        Assert.Equal((1, 5), await db.Imports.Select(i => new ValueTuple<int, int>(i.Attempt, i.Imported)).SingleAsync(Token));
        Assert.Equal(5, (await GetAsync(world, integration, import.Id)).Imported);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_can_be_imported_before_something_is_mapped(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();

        Assert.Equal("nothing_mapped", (await world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection(All: true), null, Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection(), null, Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection([], "box", true), null, Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection([]), null, Token).No()).Code);
    }

    private static async Task<IntegrationId> ManyAsync(TestWorld world, int devices)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(1, devices).Select(i => PaperVendor.Device($"d{i}", "a"))]);
        return await world.StageAsync(isPaper: true);
    }

    private static Task<ImportView> StartWithKeyAsync(TestWorld world, IntegrationId integration, string key) =>
        world.Get<StartImport>().RunAsync(world.Owner, integration, new ImportSelection(All: true), key, Token).Ok();

    private static Task<ImportView> GetAsync(TestWorld world, IntegrationId integration, Guid import) =>
        world.Get<GetImport>().RunAsync(world.Owner, integration, new DeviceImportId(import), Token).Ok();
}
