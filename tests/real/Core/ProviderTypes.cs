using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class ProviderTypes
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync_imports_new_devices_at_the_next_sync(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        await ChangeAsync(world, integration, "box", new ProviderTypeChange(AutoSync: true));
        Assert.Empty(await world.DevicesAsync());

        var run = await world.SyncAsync(integration);

        Assert.Equal(2, run.AutoImported);
        Assert.All(await world.DevicesAsync(), d => Assert.Equal("box", d.DeviceType.Name));
        world.Vendor.Devices.Add(PaperVendor.Device("5", "a"));
        Assert.Equal(1, (await world.SyncAsync(integration)).AutoImported);
        Assert.Equal(0, (await world.SyncAsync(integration)).AutoImported);
        Assert.Equal(3, (await world.DevicesAsync()).Count);

        // Twin: the other type, which has no Auto-Sync, is still waiting.
        Assert.Equal(2, (await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.New))).Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync_also_takes_a_device_whose_import_had_failed_before_its_type_was_mapped(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        var type = (await TypesAsync(world, integration)).Single(t => t.Key == "box").DeviceType!;
        await ChangeAsync(world, integration, "box", new ProviderTypeChange(Unmap: true));
        var box = await world.StagedAsync(integration, "1");
        await world.ImportAsync(integration, new ImportSelection([box.Id]));
        Assert.Equal(StagedStatus.Failed, (await world.StagedAsync(integration, "1")).Status);

        await ChangeAsync(world, integration, "box", new ProviderTypeChange(type.Id, AutoSync: true));
        var run = await world.SyncAsync(integration);

        Assert.Equal(2, run.AutoImported);
        Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(integration, "1")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Auto_Sync_needs_a_type_that_is_mapped_and_not_ignored(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        await ChangeAsync(world, integration, "box", new ProviderTypeChange(Unmap: true));
        await ChangeAsync(world, integration, "phone", new ProviderTypeChange(Ignored: true));

        Assert.Equal("auto_sync_not_possible", (await RefuseAsync(world, integration, "box", new ProviderTypeChange(AutoSync: true))).Code);
        Assert.Equal("auto_sync_not_possible", (await RefuseAsync(world, integration, "phone", new ProviderTypeChange(AutoSync: true))).Code);
        Assert.All(await TypesAsync(world, integration), t => Assert.False(t.AutoSync));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_type_that_comes_under_two_names_on_one_page_has_the_last_of_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.PageSize = 2;
        world.Vendor.Add("a", Named("1", "Box 2"), Named("2", "Box-2"), Named("3", "Box_2"));

        var integration = await world.StageAsync(isPaper: true);

        Assert.Equal(("box_2", "Box_2"), Assert.Single((await TypesAsync(world, integration)).Select(t => (t.Key, t.Name))));
        Assert.Equal(3, (await world.StagedAsync(integration)).Count);

        static DeviceRecord Named(string id, string name) => new(id, "a", new ProviderDeviceType("box_2", name), new RecordFields(new Dictionary<string, object?>()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Ignoring_or_unmapping_a_type_ends_its_Auto_Sync(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        await ChangeAsync(world, integration, "box", new ProviderTypeChange(AutoSync: true));
        await ChangeAsync(world, integration, "phone", new ProviderTypeChange(AutoSync: true));

        Assert.False((await ChangeAsync(world, integration, "box", new ProviderTypeChange(Ignored: true))).AutoSync);
        Assert.False((await ChangeAsync(world, integration, "phone", new ProviderTypeChange(Unmap: true))).AutoSync);
        Assert.False((await ChangeAsync(world, integration, "box", new ProviderTypeChange(Ignored: false))).AutoSync);
        Assert.Equal(0, (await world.SyncAsync(integration)).AutoImported);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Ignored_types_leave_the_pending_counts_and_Import_All(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        Assert.Equal(4, (await world.IntegrationAsync(integration)).Counts.Pending);

        var phone = await ChangeAsync(world, integration, "phone", new ProviderTypeChange(Ignored: true));

        Assert.Equal((2, 0), (phone.DeviceCount, phone.PendingCount));
        Assert.Equal(2, (await world.IntegrationAsync(integration)).Counts.Pending);
        Assert.Equal((2, 2), await TotalsAsync(world.ImportAllAsync(integration)));
        Assert.Equal((0, 0), await TotalsAsync(world.ImportAsync(integration, new ImportSelection(TypeKey: "phone"))));
        Assert.All(await world.DevicesAsync(), d => Assert.Equal("box", d.DeviceType.Name));
        Assert.Equal(2, (await world.SyncAsync(integration)).Counters.Ignored);

        // Twin: switched off again, the same import takes them.
        await ChangeAsync(world, integration, "phone", new ProviderTypeChange(Ignored: false));
        Assert.Equal((2, 2), await TotalsAsync(world.ImportAllAsync(integration)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_takes_the_name_that_the_vendor_gives_it_and_keeps_its_mapping(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        for (var i = 0; i < world.Vendor.Devices.Count; i++)
            world.Vendor.Devices[i] = world.Vendor.Devices[i] with { Type = new ProviderDeviceType(world.Vendor.Devices[i].Type.Key, "Renamed " + world.Vendor.Devices[i].Type.Key) };

        await world.SyncAsync(integration);

        Assert.Equal([("box", "Renamed box", "box"), ("phone", "Renamed phone", "phone")], (await TypesAsync(world, integration)).Select(t => (t.Key, t.Name, t.DeviceType!.Name)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_in_the_inventory_keeps_its_type_when_the_mapping_changes(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await BoxesAndPhonesAsync(world);
        await world.ImportAllAsync(integration);
        var other = await world.Get<CreateDeviceType>().RunAsync(world.Owner, "Other", Token).Ok();

        await ChangeAsync(world, integration, "box", new ProviderTypeChange(other.Id));
        await world.SyncAsync(integration);

        Assert.Equal(2, (await world.DevicesAsync()).Count(d => d.DeviceType.Name == "box"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Quick_Match_takes_device_types_of_the_very_name_and_leaves_the_rest(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        await world.MapRestAsync(integration);
        await world.DrainAsync();
        await world.Get<CreateDeviceType>().RunAsync(world.Owner, "MacBook Pro", Token).Ok();

        var before = (await TypesAsync(world, integration), await AuditChains.EntriesAsync(world));
        var looked = await world.Get<QuickMatchProviderTypes>().RunAsync(world.Owner, integration, apply: false, Token).Ok();
        Assert.Equal(before.Item1, await TypesAsync(world, integration));
        Assert.Equal(before.Item2.Count, (await AuditChains.EntriesAsync(world)).Count);

        var matched = await world.Get<QuickMatchProviderTypes>().RunAsync(world.Owner, integration, apply: true, Token).Ok();
        Assert.Equal(looked.Mapped, matched.Mapped);
        Assert.Equal(looked.Unmatched, matched.Unmatched);

        Assert.Contains(matched.Mapped, m => m.Key == "macbook_pro");
        Assert.Equal((await TypesAsync(world, integration)).Count, matched.Mapped.Count + matched.Unmatched.Count);
        var created = await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        Assert.Equal(matched.Unmatched.Order(), created.Mapped.Select(m => m.Key).Order());
        Assert.All(await TypesAsync(world, integration), t => Assert.NotNull(t.DeviceType));
    }

    private static async Task<IntegrationId> BoxesAndPhonesAsync(TestWorld world)
    {
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"), PaperVendor.Device("3", "a", type: "phone"), PaperVendor.Device("4", "a", type: "phone"));
        return await world.StageAsync(isPaper: true);
    }

    private static async Task<(int Total, int Imported)> TotalsAsync(Task<ImportView> import) => ((await import).Total, (await import).Imported);

    private static Task<IReadOnlyList<ProviderTypeView>> TypesAsync(TestWorld world, IntegrationId integration) =>
        world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok();

    private static Task<ProviderTypeView> ChangeAsync(TestWorld world, IntegrationId integration, string key, ProviderTypeChange change) =>
        world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, key, change, Token).Ok();

    private static Task<MSPortal.Connectors.Core.Tenancy.Refusal> RefuseAsync(TestWorld world, IntegrationId integration, string key, ProviderTypeChange change) =>
        world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, key, change, Token).No();
}
