using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What people say of a device: own fields, notes, locks. No sync touches it.</summary>
public sealed class OwnData
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Fields_keep_their_values_through_syncs(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await OneDeviceAsync(world);
        var tag = await FieldAsync(world, "Asset tag", OwnFieldKind.Text);
        var price = await FieldAsync(world, "Price", OwnFieldKind.Number);
        var bought = await FieldAsync(world, "Bought", OwnFieldKind.Date);
        var spare = await FieldAsync(world, "Spare", OwnFieldKind.YesNo);
        var room = await FieldAsync(world, "Room", OwnFieldKind.Choice, "Lab", "Office");
        var empty = await FieldAsync(world, "Warranty", OwnFieldKind.Text);
        foreach (var (field, given) in new[] { (tag, "\" A-17 \""), (price, "1250.50"), (bought, "\"2027-03-31\""), (spare, "true"), (room, "\"office\"") })
            await SetAsync(world, device, field, given).Ok();

        world.Vendor.Devices[0] = PaperVendor.Device("d1", "a", "renamed", "SN-0001");
        await world.SyncAsync(integration);

        var values = (await world.Get<GetDevice>().RunAsync(world.Owner, device, Token).Ok()).OwnFields.ToDictionary(f => f.FieldId);
        Assert.Equal("\"A-17\"", Raw(tag));
        Assert.Equal("1250.5", Raw(price));
        Assert.Equal("\"2027-03-31\"", Raw(bought));
        Assert.Equal("true", Raw(spare));
        Assert.Equal("\"Office\"", Raw(room));
        Assert.Null(Raw(empty));
        Assert.Equal(world.Owner.Name, values[tag.Value].By);
        Assert.Equal("renamed", (await world.DevicesAsync()).Single().Name);

        await world.Get<SetOwnValue>().RunAsync(world.Owner, device, tag, null, Token).Ok();
        await world.Get<DeleteOwnField>().RunAsync(world.Owner, price, Token).Ok();
        values = (await world.Get<GetDevice>().RunAsync(world.Owner, device, Token).Ok()).OwnFields.ToDictionary(f => f.FieldId);
        Assert.Null(Raw(tag));
        Assert.DoesNotContain(price.Value, values.Keys);

        string? Raw(OwnFieldId field) => values[field.Value].Value?.GetRawText();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Bad_fields_and_values_are_refused(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (_, device) = await OneDeviceAsync(world);
        var price = await FieldAsync(world, "Price", OwnFieldKind.Number);
        var bought = await FieldAsync(world, "Bought", OwnFieldKind.Date);
        var spare = await FieldAsync(world, "Spare", OwnFieldKind.YesNo);
        var room = await FieldAsync(world, "Room", OwnFieldKind.Choice, "Lab");
        var text = await FieldAsync(world, "Text", OwnFieldKind.Text);
        foreach (var (field, given) in new[]
        {
            (price, "\"1,5\""), (price, "1e20"), (price, "\"NaN\""), (bought, "\"31.3.2027\""), (bought, "\"2027-02-30\""), (spare, "\"maybe\""),
            (room, "\"Attic\""), (text, "\" \""), (text, "null"), (text, "[1]"), (text, $"\"{new string('x', OwnFieldValues.MaxLength + 1)}\""), (text, "\"x\\u0000\""),
        })
            Assert.Equal("invalid_value", (await SetAsync(world, device, field, given).No()).Code);

        Assert.Equal("own_field_exists", (await world.Get<CreateOwnField>().RunAsync(world.Owner, "  price ", OwnFieldKind.Text, null, Token).No()).Code);
        foreach (var (name, kind, choices) in new (string?, OwnFieldKind, string[]?)[]
        {
            (null, OwnFieldKind.Text, null), ("x\ny", OwnFieldKind.Text, null), (new string('x', 101), OwnFieldKind.Text, null), ("c", OwnFieldKind.Choice, null),
            ("c", OwnFieldKind.Choice, ["a", "A "]), ("c", OwnFieldKind.Choice, [""]), ("c", OwnFieldKind.Text, ["a"]), ("c", (OwnFieldKind)99, null),
        })
            Assert.Equal("invalid_value", (await world.Get<CreateOwnField>().RunAsync(world.Owner, name, kind, choices, Token).No()).Code);

        var viewer = world.Owner with { Role = Role.Viewer };
        Assert.Equal("not_allowed", (await world.Get<SetOwnValue>().RunAsync(viewer, device, text, Json("\"x\""), Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<CreateOwnField>().RunAsync(world.Owner with { Role = Role.Technician }, "n", OwnFieldKind.Text, null, Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<SetOwnValue>().RunAsync(world.OtherOwner, device, text, Json("\"x\""), Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<SetOwnValue>().RunAsync(world.Owner, device, new OwnFieldId(Guid.NewGuid()), Json("\"x\""), Token).No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Notes_are_written_changed_and_deleted_and_the_audit_log_keeps_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await OneDeviceAsync(world);
        var technician = world.Owner with { Name = "theo@owner.example", Role = Role.Technician };
        var first = await world.Get<AddNote>().RunAsync(world.Owner, device, " Screen cracked.\nOrdered. ", Token).Ok();
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        var second = await world.Get<AddNote>().RunAsync(technician, device, "Back from repair", Token).Ok();
        await world.SyncAsync(integration);
        await world.Get<ChangeNote>().RunAsync(technician, device, new DeviceNoteId(first.Id), "Screen cracked. Replaced.", Token).Ok();

        var notes = (await world.Get<ListNotes>().RunAsync(world.Owner, device, new PageRequest(), Token).Ok()).Items;
        Assert.Equal([second.Id, first.Id], notes.Select(n => n.Id));
        Assert.Equal(("Screen cracked. Replaced.", world.Owner.Name, technician.Name), (notes[1].Text, notes[1].By, notes[1].EditedBy));
        Assert.Null(notes[0].EditedBy);

        await world.Get<ChangeNote>().RunAsync(world.Owner, device, new DeviceNoteId(second.Id), null, Token).Ok();
        Assert.Single((await world.Get<ListNotes>().RunAsync(world.Owner, device, new PageRequest(), Token).Ok()).Items);
        Assert.Equal("not_found", (await world.Get<ChangeNote>().RunAsync(world.Owner, device, new DeviceNoteId(second.Id), "x", Token).No()).Code);
        foreach (var bad in (string?[])[null, " \n", new('x', DeviceNote.MaxLength + 1), "x\ud800"])
            Assert.Equal("invalid_value", (await world.Get<AddNote>().RunAsync(world.Owner, device, bad, Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<AddNote>().RunAsync(world.Owner with { Role = Role.Viewer }, device, "x", Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<AddNote>().RunAsync(world.OtherOwner, device, "x", Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<ListNotes>().RunAsync(world.OtherOwner, device, new PageRequest(), Token).No()).Code);

        await using var db = world.Open();
        Assert.Contains("Back from repair", (await db.AuditEntries.SingleAsync(a => a.Action == "device.note_deleted", Token)).Before, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_locked_field_stays_through_syncs_until_it_is_unlocked(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, device) = await OneDeviceAsync(world);
        await world.Get<LockField>().RunAsync(world.Owner, device, "name", "  Reception   iMac ", Token).Ok();
        await world.Get<LockField>().RunAsync(world.Owner, device, "serial_number", "REAL-SERIAL", Token).Ok();

        world.Vendor.Devices[0] = PaperVendor.Device("d1", "a", "renamed there", "SN-0002");
        await world.SyncAsync(integration);
        var detail = await world.Get<GetDevice>().RunAsync(world.Owner, device, Token).Ok();
        Assert.Equal(("Reception iMac", "REAL-SERIAL", "renamed there"), (detail.Name, detail.SerialNumber, detail.SourceName));
        Assert.Equal([("name", "Reception iMac", world.Owner.Name), ("serial_number", "REAL-SERIAL", world.Owner.Name)], detail.Locks.Select(l => (l.Key, l.Value, l.By)));
        Assert.Equal("REAL-SERIAL", Assert.Single(await FindAsync(world, "REAL-SERIAL")).SerialNumber);

        await world.Get<LockField>().RunAsync(world.Owner, device, "name", null, Token).Ok();
        await world.Get<LockField>().RunAsync(world.Owner, device, "serial_number", null, Token).Ok();
        detail = await world.Get<GetDevice>().RunAsync(world.Owner, device, Token).Ok();
        Assert.Equal(("renamed there", "SN-0002"), (detail.Name, detail.SerialNumber));
        Assert.Empty(detail.Locks);

        Assert.Equal("invalid_value", (await world.Get<LockField>().RunAsync(world.Owner, device, "os_version", "15", Token).No()).Code);
        foreach (var bad in (string[])["", " ", "a\tb\n", new('x', LockField.MaxLength + 1)])
            Assert.Equal("invalid_value", (await world.Get<LockField>().RunAsync(world.Owner, device, "name", bad, Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<LockField>().RunAsync(world.Owner with { Role = Role.Viewer }, device, "name", "x", Token).No()).Code);
        Assert.Equal("not_found", (await world.Get<LockField>().RunAsync(world.OtherOwner, device, "name", "x", Token).No()).Code);

        await using var db = world.Open();
        Assert.Equal(
            ["Reception iMac", "renamed there"],
            await db.DeviceChanges.Where(c => c.Key == "name").OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.After!.Trim('"')).ToListAsync(Token));
    }

    private static async Task<(MSPortal.Connectors.Core.Integrations.IntegrationId Integration, DeviceId Device)> OneDeviceAsync(TestWorld world)
    {
        world.Vendor.Add("a", PaperVendor.Device("d1", "a", "mac-1", "SN-0001"));
        var integration = await world.ImportAsync(isPaper: true);
        return (integration, new DeviceId((await world.DevicesAsync()).Single().Id));
    }

    private static async Task<OwnFieldId> FieldAsync(TestWorld world, string name, OwnFieldKind kind, params string[] choices) =>
        new((await world.Get<CreateOwnField>().RunAsync(world.Owner, name, kind, choices, Token).Ok()).Id);

    private static Task<Result<Done>> SetAsync(TestWorld world, DeviceId device, OwnFieldId field, string json) =>
        world.Get<SetOwnValue>().RunAsync(world.Owner, device, field, Json(json), Token);

    private static async Task<IReadOnlyList<DeviceRow>> FindAsync(TestWorld world, string text) =>
        (await world.Get<ListDevices>().RunAsync(world.Owner, new DeviceFilter(), new PageRequest(Search: text), Token)).Items;

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
