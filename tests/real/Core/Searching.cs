using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Searches find what people mean, however it is written.</summary>
public sealed partial class Searching
{
    private static readonly (string Search, string? Found)[] Cases =
    [
        ("zoe", "Zoë’s MacBook"), ("ZOË", "Zoë’s MacBook"), ("zoes m", "Zoë’s MacBook"), ("zoë's", "Zoë’s MacBook"),
        ("lodz", "Łódź front desk"), ("Łódź", "Łódź front desk"),
        ("O’Brien", "O'Brien iMac"), ("o'brien", "O'Brien iMac"), ("obrien", "O'Brien iMac"),
        ("strasse 5", "Straße 5 – lobby"), ("5 - lobby", "Straße 5 – lobby"),
        ("50%_", "100 50%_ \\off"), ("50_%", null), ("\\off", "100 50%_ \\off"), ("’", null), ("zoe iMac", null),
    ];

    [Theory, ClassData(typeof(Engines))]
    public async Task Accents_apostrophes_and_dashes_do_not_count(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world);

        await CheckAsync(world, integration);

        // As rows of an earlier version are.
        await using (var db = world.Open())
        {
            await db.Devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.SearchText, (string?)null), Token);
            await db.StagedDevices.ExecuteUpdateAsync(d => d.SetProperty(x => x.SearchText, (string?)null), Token);
            await db.Companies.ExecuteUpdateAsync(d => d.SetProperty(x => x.SearchText, (string?)null), Token);
        }

        await new MigrateDatabase(world.Databases).RunAsync(Token);
        await CheckAsync(world, integration);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_renamed_is_found_by_its_new_name_only(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await FleetAsync(world);
        world.Vendor.Devices[0] = PaperVendor.Device("d0", "a", "Noël’s MacBook");
        await world.SyncAsync(integration);
        var locked = (await world.DevicesAsync()).Single(d => d.Name == "O'Brien iMac").Id;
        await world.Get<LockField>().RunAsync(world.Owner, new DeviceId(locked), "name", "Zürich", Token).Ok();

        Assert.Equal((0, 1), (await DevicesAsync(world, "zoe"), await DevicesAsync(world, "noel")));
        Assert.Equal((0, 1), ((await StagedAsync(world, integration, "zoe")).Length, (await StagedAsync(world, integration, "noels")).Length));
        Assert.Equal((0, 1), (await DevicesAsync(world, "obrien"), await DevicesAsync(world, "zurich")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Notes_and_own_fields_of_a_device_are_searched(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await FleetAsync(world);
        var (first, second) = (new DeviceId((await world.DevicesAsync())[0].Id), new DeviceId((await world.DevicesAsync())[1].Id));
        var field = await world.Get<CreateOwnField>().RunAsync(world.Owner, "Room", OwnFieldKind.Text, null, Token).Ok();
        await world.Get<SetOwnValue>().RunAsync(world.Owner, first, new OwnFieldId(field.Id), JsonSerializer.SerializeToElement("Büro 12"), Token).Ok();
        var note = await world.Get<AddNote>().RunAsync(world.Owner, second, "Lent to André until May.", Token).Ok();

        Assert.Equal((1, 1, 0), (await DevicesAsync(world, "buro 12"), await DevicesAsync(world, "andre until"), await DevicesAsync(world, "attic")));
        Assert.Equal(0, await DevicesAsync(world, "andre until", world.OtherOwner));
        Assert.Equal((0, 1), (await DevicesAsync(world, "12"), await DevicesAsync(world, "o 12")));

        await world.Get<SetOwnValue>().RunAsync(world.Owner, first, new OwnFieldId(field.Id), JsonSerializer.SerializeToElement("Attic"), Token).Ok();
        await world.Get<ChangeNote>().RunAsync(world.Owner, second, new DeviceNoteId(note.Id), "Back.", Token).Ok();
        Assert.Equal((0, 0, 1), (await DevicesAsync(world, "buro 12"), await DevicesAsync(world, "andre until"), await DevicesAsync(world, "attic")));
    }

    private static async Task<IntegrationId> FleetAsync(TestWorld world)
    {
        string[] names = [.. Cases.Select(c => c.Found).OfType<string>().Distinct()];
        world.Vendor.Add("a", [.. names.Select((name, i) => PaperVendor.Device($"d{i}", "a", name))]);
        foreach (var name in names)
            await world.CompanyAsync(name);
        return await world.ImportAsync(isPaper: true);
    }

    private static async Task CheckAsync(TestWorld world, IntegrationId integration)
    {
        foreach (var (search, found) in Cases)
        {
            string[] expected = found is null ? [] : [found];
            var request = new PageRequest(Search: search);
            Assert.Equal((search, string.Join('|', expected)), (search, string.Join('|', (await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(), request, Token)).Items.Select(d => d.Name))));
            Assert.Equal(expected, await StagedAsync(world, integration, search));
            Assert.Equal(expected, (await world.Get<ListCompanies>().RunAsync(world.Owner, request, Token)).Items.Select(c => c.Name));
        }
    }

    private static async Task<string[]> StagedAsync(TestWorld world, IntegrationId integration, string search) =>
        [.. (await world.Get<ListStaged>().RunAsync(world.Owner, integration, new StagedFilter(), new PageRequest(Search: search), Token).Ok()).Items.Select(d => d.Name)];

    private static async Task<int> DevicesAsync(TestWorld world, string search, Actor? actor = null) =>
        (await world.Get<ListDevices>().RunAsync(actor ?? world.Owner, new DeviceFilter(), new PageRequest(Search: search), Token)).Total;
}
