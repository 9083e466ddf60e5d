using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Orders and filters of staged devices, whichever way the database finds them.</summary>
public sealed class StagedLists
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_status_sorts_and_filters_the_same_rows_that_the_list_has(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MixedAsync(world);
        var all = await PagesAsync(world, integration, new StagedFilter(), null);

        Assert.Equal(
            [StagedStatus.New, StagedStatus.Changed, StagedStatus.Imported, StagedStatus.Ignored, StagedStatus.TypeUnmapped],
            all.Select(d => d.Status).Distinct().Order());
        Assert.DoesNotContain(all, d => d.ExternalId.StartsWith("elsewhere", StringComparison.Ordinal));
        Assert.Equal(Ids(all.OrderBy(d => d.Status).ThenBy(d => d.Name, StringComparer.Ordinal)), Ids(await PagesAsync(world, integration, new StagedFilter(), "status")));
        Assert.Equal(Ids(all.OrderByDescending(d => d.Status).ThenBy(d => d.Name, StringComparer.Ordinal)), Ids(await PagesAsync(world, integration, new StagedFilter(), "-status")));
        Assert.Equal(Ids(all.OrderBy(d => d.Type, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)), Ids(await PagesAsync(world, integration, new StagedFilter(), "type")));
        foreach (var status in all.Select(d => d.Status).Distinct())
        {
            Assert.Equal(Ids(all.Where(d => d.Status == status)), Ids(await PagesAsync(world, integration, new StagedFilter(Status: status), null)));
            Assert.Equal(Ids(all.Where(d => d.Status == status)), Ids(await PagesAsync(world, integration, new StagedFilter(Status: status), "-status")));
        }

        Assert.Equal(
            Ids(all.Where(d => d.DeviceId is not null).OrderBy(d => d.Status).ThenBy(d => d.Name, StringComparer.Ordinal)),
            Ids(await PagesAsync(world, integration, new StagedFilter { Imported = true }, "status")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_row_says_which_container_it_is_in_with_the_names_above_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Containers.AddRange([new("acme", "Acme", null), new("macs", "Macs", "acme"), new("lab", "Lab", "macs"), new("round", "Round", "trip"), new("trip", "Trip", "round"), new("lost", "Lost", "not-there")]);
        world.Vendor.Devices.AddRange(new[] { "acme", "macs", "lab", "round", "lost" }.Select(c => PaperVendor.Device($"in-{c}", c)));
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices.Add(PaperVendor.Device("late", "lab"));
        world.Vendor.Devices[1] = PaperVendor.Device("in-macs", null);
        await world.SyncAsync(integration);

        var containers = (await world.ContainersAsync(integration)).ToDictionary(c => c.Id, c => c.Path);
        var rows = (await world.StagedAsync(integration)).Concat(await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.ContainerUnmapped))).ToDictionary(d => d.ExternalId);

        Assert.Equal(("Acme / Macs / Lab", "Lab"), (rows["late"].ContainerPath, rows["late"].Container));
        Assert.Equal(["Acme", null, "Acme / Macs / Lab", "Round", "Lost"], new[] { "acme", "macs", "lab", "round", "lost" }.Select(c => rows[$"in-{c}"].ContainerPath));
        Assert.All(rows.Values, row => Assert.Equal(row.ContainerPath, row.ContainerId is { } id ? containers[id] : null));
        Assert.Null(rows["in-macs"].ContainerId);

        // One by one they say the same.
        foreach (var row in rows.Values)
            Assert.Equal(row, await world.Get<GetStaged>().RunAsync(world.Owner, integration, new StagedDeviceId(row.Id), Token).Ok());
        Assert.Equal("not_found", (await world.Get<GetStaged>().RunAsync(world.OtherOwner, integration, new StagedDeviceId(rows["late"].Id), Token).No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_sorts_the_staged_list_and_the_inventory(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("zebra"));
        await world.DrainAsync();
        string[] byCompany = ["b1", "b2", "b3", "a1", "a2", "a3"];

        Assert.Equal(byCompany, Ids(await PagesAsync(world, integration, new StagedFilter(), "company")));
        Assert.Equal(["a1", "a2", "a3", "b1", "b2", "b3"], Ids(await PagesAsync(world, integration, new StagedFilter(), "-company")));

        await world.ImportAllAsync(integration);
        async Task<IEnumerable<string>> Sorted(string sort) => (await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(), new PageRequest(Sort: sort), Token)).Items.Select(d => d.Name[^2..]);
        Assert.Equal(byCompany, await Sorted("company"));
        Assert.Equal(["a1", "a2", "a3", "b1", "b2", "b3"], await Sorted("-company"));
    }

    // Imported, changed since, new, of a type that is ignored, of one without a device type, and in a container without a company.
    private static async Task<IntegrationId> MixedAsync(TestWorld world)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(0, 4).Select(i => PaperVendor.Device($"d{i}", "a", $"Device {9 - i}"))]);
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices.AddRange(
            [PaperVendor.Device("n0", "a", "Device 1"), PaperVendor.Device("i0", "a", "Device 2", type: "phone"), PaperVendor.Device("u0", "a", "Device 3", type: "watch")]);
        world.Vendor.Add("b", PaperVendor.Device("elsewhere0", "b"));
        await world.SyncAsync(integration);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "phone", new ProviderTypeChange(Ignored: true), Token).Ok();

        // As between the pages of a run and its end, when a change is staged and not yet in the inventory.
        await using var db = world.Open();
        await db.DeviceLinks.Where(l => l.ExternalId == "d2").ExecuteUpdateAsync(l => l.SetProperty(x => x.AppliedHash, "of an earlier record"), Token);
        return integration;
    }

    private static async Task<List<StagedView>> PagesAsync(TestWorld world, IntegrationId integration, StagedFilter filter, string? sort)
    {
        List<StagedView> rows = [];
        while (true)
        {
            var page = await world.Get<ListStaged>().RunAsync(world.Owner, integration, filter, new PageRequest((rows.Count / 2) + 1, 2, Sort: sort), Token).Ok();
            rows.AddRange(page.Items);
            if (page.Items.Count < 2)
            {
                Assert.Equal(page.Total, rows.Count);
                return rows;
            }
        }
    }

    private static string[] Ids(IEnumerable<StagedView> rows) => [.. rows.Select(r => r.ExternalId)];
}
