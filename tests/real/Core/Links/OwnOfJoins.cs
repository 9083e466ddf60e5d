using System.Text.Json;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>What people wrote on devices goes along with a join, and after the split each has what it had.</summary>
public sealed class OwnOfJoins
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Notes_fields_and_locks_go_along_with_a_join_and_come_back_with_the_split(DatabaseEngine engine)
    {
        await using var fleet = await Fleet.StartAsync(engine, "1", "2");
        var (stays, goes) = (fleet["1"], fleet["2"]);
        await fleet.World.Get<AddNote>().RunAsync(fleet.World.Owner, stays, "Of the one that stays", Token).Ok();
        await fleet.World.Get<AddNote>().RunAsync(fleet.World.Owner, goes, "Of the one that goes", Token).Ok();
        await fleet.SetAsync(stays, "Tag", "A-1");
        await fleet.SetAsync(goes, "Tag", "A-2");
        await fleet.SetAsync(goes, "Room", "Lab");
        await fleet.World.Get<LockField>().RunAsync(fleet.World.Owner, goes, "name", "Spare", Token).Ok();

        await fleet.JoinAsync(stays, goes);
        Assert.Equal(["Room: Lab", "Tag: A-1"], await fleet.ValuesAsync(stays));
        var notes = await fleet.NotesAsync(stays);
        Assert.Contains("Of the one that goes", notes);
        Assert.Contains(notes, n => n.Contains("Tag: A-2", StringComparison.Ordinal));
        Assert.Equal("Mac 1", (await DetailAsync(fleet.World, stays.Value)).Name);

        var split = await SplitAsync(fleet.World, stays.Value, fleet.Integration, "2");
        Assert.Equal((goes.Value, true), (split.DeviceId, split.IsBack));
        Assert.Equal(["Room: Lab", "Tag: A-2"], await fleet.ValuesAsync(goes));
        Assert.Equal(["Of the one that goes"], await fleet.NotesAsync(goes));
        Assert.Equal("Spare", (await DetailAsync(fleet.World, goes.Value)).Name);
        Assert.Contains("Of the one that stays", await fleet.NotesAsync(stays));
        Assert.Equal(["Of the one that stays"], await fleet.NotesAsync(stays));

        Assert.Equal(["Tag: A-1"], await fleet.ValuesAsync(stays));
        var audit = (await fleet.World.Get<ListAudit>().RunAsync(fleet.World.Owner, new AuditFilter { Subject = stays.Value.ToString() }, new PageRequest(), Token).Ok()).Items;
        foreach (var action in (string[])["device.joined", "device.split"])
            Assert.Equal("Lab", Assert.Single(audit, e => e.Action == action).After!.Value.GetProperty("ownFields").GetProperty("Room").GetString());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_person_changed_after_the_join_stays_where_it_was_changed(DatabaseEngine engine)
    {
        await using var fleet = await Fleet.StartAsync(engine, "1", "2");
        var (stays, goes) = (fleet["1"], fleet["2"]);
        await fleet.SetAsync(goes, "Tag", "A-2");
        await fleet.SetAsync(goes, "Room", "Lab");
        await fleet.JoinAsync(stays, goes);
        await fleet.SetAsync(stays, "Room", "Office");

        await SplitAsync(fleet.World, stays.Value, fleet.Integration, "2");

        Assert.Equal(["Room: Office"], await fleet.ValuesAsync(stays));
        Assert.Equal(["Room: Lab", "Tag: A-2"], await fleet.ValuesAsync(goes));
    }

    // 3 into 2, 2 into 1, and back in either order: nobody keeps, and nobody loses, another's value.
    [Theory, InlineData(DatabaseEngine.Sqlite, true), InlineData(DatabaseEngine.Sqlite, false), InlineData(DatabaseEngine.PostgreSql, true), InlineData(DatabaseEngine.PostgreSql, false)]
    public async Task A_value_comes_back_through_two_joins(DatabaseEngine engine, bool lastFirst)
    {
        await using var fleet = await Fleet.StartAsync(engine, "1", "2", "3");
        var (one, two, three) = (fleet["1"], fleet["2"], fleet["3"]);
        await fleet.SetAsync(two, "Tag", "A-2");
        await fleet.SetAsync(three, "Room", "Lab");
        await fleet.JoinAsync(two, three);
        Assert.Equal(["Room: Lab", "Tag: A-2"], await fleet.ValuesAsync(two));
        await fleet.JoinAsync(one, two);
        Assert.Equal(["Room: Lab", "Tag: A-2"], await fleet.ValuesAsync(one));

        foreach (var record in (string[])(lastFirst ? ["2", "3"] : ["3", "2"]))
        {
            await SplitAsync(fleet.World, one.Value, fleet.Integration, record);
            Assert.DoesNotContain(record == "2" ? "Tag: A-2" : "Room: Lab", await fleet.ValuesAsync(one));
        }

        Assert.Empty(await fleet.ValuesAsync(one));
        Assert.Equal(["Tag: A-2"], await fleet.ValuesAsync(two));
        Assert.Equal(["Room: Lab"], await fleet.ValuesAsync(three));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_another_joined_device_says_too_stays(DatabaseEngine engine)
    {
        await using var fleet = await Fleet.StartAsync(engine, "1", "2", "3");
        await fleet.SetAsync(fleet["2"], "Room", "Lab");
        await fleet.SetAsync(fleet["3"], "Room", "Lab");
        await fleet.JoinAsync(fleet["1"], fleet["2"]);
        await fleet.JoinAsync(fleet["1"], fleet["3"]);

        await SplitAsync(fleet.World, fleet["1"].Value, fleet.Integration, "2");
        Assert.Equal(["Room: Lab"], await fleet.ValuesAsync(fleet["1"]));
        await SplitAsync(fleet.World, fleet["1"].Value, fleet.Integration, "3");
        Assert.Empty(await fleet.ValuesAsync(fleet["1"]));
        Assert.Equal(["Room: Lab"], await fleet.ValuesAsync(fleet["2"]));
        Assert.Equal(["Room: Lab"], await fleet.ValuesAsync(fleet["3"]));
    }

    // To say it again is a person's word about this device.
    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_person_says_again_after_the_join_stays(DatabaseEngine engine)
    {
        await using var fleet = await Fleet.StartAsync(engine, "1", "2");
        await fleet.SetAsync(fleet["2"], "Room", "Lab");
        await fleet.JoinAsync(fleet["1"], fleet["2"]);
        await fleet.SetAsync(fleet["1"], "Room", "Lab");

        await SplitAsync(fleet.World, fleet["1"].Value, fleet.Integration, "2");

        Assert.Equal(["Room: Lab"], await fleet.ValuesAsync(fleet["1"]));
    }

    private sealed class Fleet(TestWorld world, IntegrationId integration, IReadOnlyDictionary<string, DeviceId> devices, IReadOnlyDictionary<string, OwnFieldId> fields) : IAsyncDisposable
    {
        public TestWorld World => world;

        public IntegrationId Integration => integration;

        public DeviceId this[string externalId] => devices[externalId];

        public static async Task<Fleet> StartAsync(DatabaseEngine engine, params string[] ids)
        {
            var world = await TestWorld.StartAsync(engine);
            var integration = await ConnectAsync(world, world.Vendor, [.. ids.Select(i => Mac(i, $"C02AAAAAAA0{i}"))]);
            await world.ImportAllAsync(integration);
            var devices = new Dictionary<string, DeviceId>();
            foreach (var id in ids)
                devices[id] = new DeviceId(await DeviceOfAsync(world, integration, id));
            var fields = new Dictionary<string, OwnFieldId>();
            foreach (var field in (string[])["Tag", "Room"])
                fields[field] = new OwnFieldId((await world.Get<CreateOwnField>().RunAsync(world.Owner, field, OwnFieldKind.Text, null, Token).Ok()).Id);
            return new Fleet(world, integration, devices, fields);
        }

        public async Task SetAsync(DeviceId device, string field, string value) =>
            await world.Get<SetOwnValue>().RunAsync(world.Owner, device, fields[field], JsonSerializer.SerializeToElement(value), Token).Ok();

        public async Task JoinAsync(DeviceId stays, DeviceId goes) =>
            await world.Get<JoinDevices>().RunAsync(world.Owner, stays, new JoinRequest(DeviceId: goes.Value), Token).Ok();

        public async Task<string[]> ValuesAsync(DeviceId device) =>
            [.. (await DetailAsync(world, device.Value)).OwnFields.Where(f => f.Value is not null).Select(f => $"{f.Name}: {f.Value!.Value.GetString()}")];

        public async Task<string[]> NotesAsync(DeviceId device) =>
            [.. (await world.Get<ListNotes>().RunAsync(world.Owner, device, new PageRequest(), Token).Ok()).Items.Select(n => n.Text)];

        public ValueTask DisposeAsync() => world.DisposeAsync();
    }
}
