using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What changed on a device, when, and from which sync or person.</summary>
public sealed class DeviceHistories
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_sync_writes_only_what_changed_and_names_itself(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", Mac(firewall: true, user: "anna"), PaperVendor.Device("other", "a"));
        var integration = await world.ImportAsync(isPaper: true);
        Assert.Equal(["imported: ∅ -> \"The rest\" by olga@owner.example"], await ToldAsync(world));

        await world.SyncAsync(integration);
        world.Vendor.Devices[0] = Mac(firewall: true, user: "anna", battery: 40);
        await world.SyncAsync(integration);
        Assert.Single(await ToldAsync(world));

        world.Clock.Shift(TimeSpan.FromHours(1));
        world.Vendor.Devices[0] = Mac(name: "mac-2", firewall: false, user: null);
        var run = await world.SyncAsync(integration);

        Assert.Equal(
            ["current_user: \"anna\" -> ∅ by Sync", "firewall_enabled: true -> false by Sync", "name: \"mac-1\" -> \"mac-2\" by Sync", "imported: ∅ -> \"The rest\" by olga@owner.example"],
            await ToldAsync(world));
        var changes = await HistoryAsync(world);
        Assert.All(changes.Take(3), c => Assert.Equal((run.Id, integration.Value), (c.RunId!.Value, c.IntegrationId!.Value)));
        Assert.All(changes.Take(3), c => Assert.InRange(c.At, run.StartedAt!.Value, run.FinishedAt!.Value));
        Assert.Equal("Firewall", changes[1].Label);

        // The other device has none of it.
        await using var db = world.Open();
        Assert.Equal(2, await db.DeviceChanges.CountAsync(c => c.Key == ChangedThings.Imported, Token));
        Assert.Equal(5, await db.DeviceChanges.CountAsync(Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_move_by_hand_by_sync_and_by_merge_is_told(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await WhyCase.ImportedAsync(world);
        var device = (await world.DevicesAsync()).Single(d => d.SerialNumber == WhyCase.Serial).Id;
        await PutAsync(world, integration, "b");
        await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, WhyCase.Id)).Id]));
        world.Clock.Shift(TimeSpan.FromHours(1));
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        await PutAsync(world, integration, "a");
        world.Clock.Shift(TimeSpan.FromHours(1));
        var merge = await world.Get<MergeCompanies>().RunAsync(world.Owner, await world.CompanyAsync("A"), await world.CompanyAsync("B"), Token).Ok();
        world.Clock.Shift(TimeSpan.FromHours(1));
        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(merge.Id), Token).Ok();

        Assert.Equal(
            [
                "company: \"B\" -> \"A\" by olga@owner.example",
                "company: \"A\" -> \"B\" by olga@owner.example",
                "company: \"B\" -> \"A\" by Auto-Sync",
                "company: \"A\" -> \"B\" by olga@owner.example",
                "imported: ∅ -> \"A\" by olga@owner.example",
            ],
            await ToldAsync(world, device));
        Assert.NotNull((await HistoryAsync(world, device))[2].RunId);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_can_be_searched_and_narrowed_to_one_thing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", Mac(firewall: true));
        var integration = await world.ImportAsync(isPaper: true);
        foreach (var on in (bool[])[false, true, false])
        {
            world.Clock.Shift(TimeSpan.FromHours(1));
            world.Vendor.Devices[0] = Mac(firewall: on, name: on ? "mac-1" : "mac-2");
            await world.SyncAsync(integration);
        }

        var device = new DeviceId((await world.DevicesAsync())[0].Id);
        Task<Page<DeviceChangeView>> ListAsync(string? key, PageRequest page) => world.Get<ListDeviceHistory>().RunAsync(world.Owner with { Role = Role.Viewer }, device, key, page, Token).Ok();
        Assert.Equal((3, 1), ((await ListAsync("firewall_enabled", new PageRequest(1, 1))).Total, (await ListAsync("firewall_enabled", new PageRequest(1, 1))).Items.Count));
        Assert.Equal(3, (await ListAsync(null, new PageRequest(Search: "MAC-2"))).Total);
        Assert.Equal(0, (await ListAsync("nothing", new PageRequest())).Total);
        Assert.Equal([false, true, false], (await ListAsync("firewall_enabled", new PageRequest())).Items.Select(c => c.After!.Value.GetBoolean()));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_goes_after_its_time_and_with_its_device(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", Mac(firewall: true));
        var integration = await world.ImportAsync(isPaper: true);
        world.Clock.Shift(TimeSpan.FromDays(100));
        world.Vendor.Devices[0] = Mac(firewall: false);
        var run = await world.SyncAsync(integration);
        var trim = new TrimHistory(world.Databases, new RetentionPolicy { DeviceDays = 30, RunDays = 30, KeepRuns = 1 }, world.Clock, NullLogger<TrimHistory>.Instance);

        Assert.Equal(1, (await trim.RunAsync(Token)).Changes);
        Assert.Equal(["firewall_enabled: true -> false by Sync"], await ToldAsync(world));
        Assert.Equal(0, (await trim.RunAsync(Token)).Changes);

        // A sync that is no longer kept is not linked to.
        await using (var db = world.Open())
            await db.SyncRuns.Where(r => r.Id == new MSPortal.Connectors.Core.Sync.SyncRunId(run.Id)).ExecuteDeleteAsync(Token);
        Assert.Null(Assert.Single(await HistoryAsync(world)).RunId);

        await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, removeDevices: true, Token).Ok();
        await using var after = world.Open();
        Assert.Equal(0, await after.DeviceChanges.CountAsync(Token));
    }

    private static DeviceRecord Mac(bool firewall, string? user = "anna", string name = "mac-1", int? battery = null) => PaperVendor.Device("1", "a") with
    {
        Fields = new RecordFields(new Dictionary<string, object?> { ["name"] = name, ["serial"] = "SERIAL-0001", ["firewall"] = firewall, ["user"] = user, ["battery"] = battery }),
    };

    private static async Task PutAsync(TestWorld world, IntegrationId integration, string container)
    {
        world.Vendor.Devices[^1] = PaperVendor.Device(WhyCase.Id, container, "Reception-Mac", WhyCase.Serial);
        await world.SyncAsync(integration);
    }

    private static async Task<IReadOnlyList<DeviceChangeView>> HistoryAsync(TestWorld world, Guid? device = null)
    {
        var id = new DeviceId(device ?? (await world.DevicesAsync()).Single(d => d.SerialNumber == "SERIAL-0001").Id);
        return (await world.Get<ListDeviceHistory>().RunAsync(world.Owner, id, null, new PageRequest(), Token).Ok()).Items;
    }

    private static async Task<string[]> ToldAsync(TestWorld world, Guid? device = null) =>
        [.. (await HistoryAsync(world, device)).Select(c => $"{c.Key}: {c.Before?.GetRawText() ?? "∅"} -> {c.After?.GetRawText() ?? "∅"} by {c.By}")];
}
