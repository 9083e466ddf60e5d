using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.Links.LinkWorld;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core.Links;

/// <summary>Plans know what serial numbers say, do just that, and take it back; what people wrote on a device survives joins, splits and undos.</summary>
public sealed class PlansOfLinks
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_tells_joins_and_conflicts_before_it_makes_them_and_undoes_them(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01", user: "anna"), Mac("2", "C02AAAAAAA02"), Mac("3", "None"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(
            world, world.SecondVendor, Mac("x1", "c02aaaaaaa01 ", firewall: true), Mac("x2", "C02AAAAAAA02", site: "b"), Mac("x3", "None"), Mac("x4", "C02AAAAAAA04"));
        var before = await world.StateAsync();

        var plan = await world.PlanAsync(PlanSteps.Import(second));
        var items = (await world.ItemsAsync(plan.Id)).ToDictionary(i => i.Name);
        Assert.Equal(new PlanTotals(Create: 2, Update: 1, Hold: 1), plan.Totals);
        Assert.Equal((PlannedChange.Update, "same_serial"), (items["Mac x1"].Change, items["Mac x1"].Reason.Code));
        Assert.Equal(await DeviceOfAsync(world, first, "1"), items["Mac x1"].DeviceId);
        Assert.Equal((PlannedChange.Hold, "serial_conflict"), (items["Mac x2"].Change, items["Mac x2"].Reason.Code));
        Assert.Contains("never joined across companies", items["Mac x2"].Reason.Message, StringComparison.Ordinal);
        Assert.Equal(before, await world.StateAsync());

        var applied = await world.ApplyAsync(plan.Id);
        Assert.Equal((PlanState.Applied, 3, 0), (applied.State, applied.Applied, applied.PassedOver));
        Assert.Equal(5, (await world.DevicesAsync()).Count);
        Assert.Equal(await DeviceOfAsync(world, first, "1"), await DeviceOfAsync(world, second, "x1"));
        Assert.Null((await world.StagedAsync(second, "x2")).DeviceId);
        Assert.Equal("true", (await ReadingAsync(world, await DeviceOfAsync(world, first, "1"), "firewall_enabled")).Value?.GetRawText());

        var undone = await world.UndoAsync(plan.Id);
        Assert.Equal((PlanState.Undone, 3, 0), (undone.State, undone.Undone, undone.Kept));
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Re_enrolment_is_planned_as_such_and_undone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ConnectAsync(world, world.Vendor, Mac("old", "C02AAAAAAA01"), Mac("2", "C02AAAAAAA02"));
        await world.ImportAllAsync(integration);
        var device = await DeviceOfAsync(world, integration, "old");
        world.Vendor.Devices[0] = Mac("new", "C02AAAAAAA01", firewall: true);
        await world.SyncAsync(integration);
        var before = await world.StateAsync();

        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        var item = (await world.ItemsAsync(plan.Id, new PlanItemFilter(PlannedChange.Update))).Single();
        Assert.Equal(("Mac new", "re_enrolled", (Guid?)device), (item.Name, item.Reason.Code, item.DeviceId));
        await world.ApplyAsync(plan.Id);
        Assert.Equal(device, await DeviceOfAsync(world, integration, "new"));
        Assert.Equal(2, (await world.DevicesAsync()).Count);
        Assert.Equal([true, false], (await LinksAsync(world, device)).OrderBy(l => l.LinkedAt).Select(l => l.SupersededAt is not null));

        Assert.Equal((1, 0), ((await world.UndoAsync(plan.Id)).Undone, (await world.GetPlanAsync(plan.Id)).Kept));
        Assert.Equal(before, await world.StateAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_is_stale_when_another_integration_brought_in_a_device_with_the_serial_number(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01"));
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAAAAAA01"));
        var plan = await world.PlanAsync(PlanSteps.Import(second));
        Assert.Equal(1, plan.Totals.Create);
        await world.ImportAllAsync(first);

        var refusal = await world.TryApplyAsync(plan.Id).No();
        Assert.Equal("plan_stale", refusal.Code);
        Assert.Contains("Mac x1", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await world.DevicesAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Deleting_an_integration_keeps_what_another_one_reports_too(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01", user: "anna"), Mac("2", "C02AAAAAAA02"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAAAAAA01", firewall: true));
        await world.ImportAllAsync(second);
        var device = await DeviceOfAsync(world, second, "x1");

        var plan = await world.PlanAsync(new PlanRequest(PlanKind.DeleteIntegration, first.Value) { RemovesDevices = true });
        Assert.Equal(1, plan.Totals.Retire);
        var applied = await world.ApplyAsync(plan.Id);
        Assert.Equal(PlanState.Applied, applied.State);
        var left = Assert.Single(await world.DevicesAsync());
        Assert.Equal((device, "Mac x1"), (left.Id, left.Name));
        Assert.Single(await LinksAsync(world, device));
        Assert.Null((await ReadingAsync(world, device, "current_user")).Value);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_people_wrote_on_an_imported_device_keeps_it_from_being_undone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01"), Mac("2", "C02AAAAAAA02"), Mac("3", "C02AAAAAAA03"), Mac("4", "C02AAAAAAA04"));
        var tag = new OwnFieldId((await world.Get<CreateOwnField>().RunAsync(world.Owner, "Tag", OwnFieldKind.Text, null, Token).Ok()).Id);
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(plan.Id);
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await world.Get<AddNote>().RunAsync(world.Owner, await IdAsync("1"), "Repaired.", Token).Ok();
        await world.Get<SetOwnValue>().RunAsync(world.Owner, await IdAsync("2"), tag, System.Text.Json.JsonSerializer.SerializeToElement("A-1"), Token).Ok();
        await world.Get<LockField>().RunAsync(world.Owner, await IdAsync("3"), "name", "Front desk", Token).Ok();

        var undone = await world.UndoAsync(plan.Id);
        Assert.Equal((1, 3), (undone.Undone, undone.Kept));
        Assert.Equal(["Front desk", "Mac 1", "Mac 2"], (await world.DevicesAsync()).Select(d => d.Name));
        Assert.Equal(3, (await world.ItemsAsync(plan.Id, new PlanItemFilter { Outcome = PlanOutcome.Kept })).Count(i => i.OutcomeReason!.StartsWith(world.Owner.Name, StringComparison.Ordinal)));

        async Task<DeviceId> IdAsync(string id) => new(await DeviceOfAsync(world, integration, id));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_undo_after_a_sync_leaves_no_device_half_old_and_half_new(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01", user: "anna", firewall: false));
        await world.ImportAllAsync(integration);
        var device = await DeviceOfAsync(world, integration, "1");

        // News that the inventory does not have yet, and a plan that brings them.
        await using (var db = world.Open())
        {
            var sheet = FactSheet.Write([MSPortal.Connectors.Sdk.Facts.DeviceFacts.FirewallEnabled.From(MSPortal.Connectors.Sdk.Facts.Reading.Known(true))]).Lasting;
            foreach (var record in db.StagedDevices)
                (record.Facts, record.ContentHash) = (sheet, new string('0', 64));
            await db.SaveChangesAsync(Token);
        }

        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        Assert.Equal(1, plan.Totals.Update);
        await world.ApplyAsync(plan.Id);
        world.Vendor.Devices[0] = Mac("1", "C02AAAAAAA01", user: "bert", firewall: true);
        await world.SyncAsync(integration);
        await world.UndoAsync(plan.Id);

        await using var after = world.Open();
        var row = after.Devices.Single();
        var facts = FactSheet.Read(row.Facts);
        Assert.Equal((true, "bert"), (row.FirewallEnabled, row.CurrentUser));
        Assert.Equal(row.FirewallEnabled, facts["firewall_enabled"].Value?.GetBoolean());
        Assert.Equal(row.CurrentUser, facts["current_user"].Value?.GetString());
        Assert.Equal("true", (await ReadingAsync(world, device, "firewall_enabled")).Value?.GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_enrolled_anew_before_it_was_ever_imported_becomes_one(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ConnectAsync(world, world.Vendor, Mac("old", "C02AAAAAAA01"), Mac("2", "C02AAAAAAA02"));
        world.Vendor.Devices[0] = Mac("new", "C02AAAAAAA01");
        await world.SyncAsync(integration);

        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        Assert.Equal((2, 1), (plan.Totals.Create, plan.Totals.Hold));
        await world.ImportAllAsync(integration);
        Assert.Equal(["Mac 2", "Mac new"], (await world.DevicesAsync()).Select(d => d.Name));
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        Assert.Equal(2, (await world.DevicesAsync()).Count);
        Assert.Equal(StagedStatus.NotSeen, (await world.StagedAsync(integration, "old")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_that_were_kept_when_their_integration_went_are_found_again(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01"), Mac("2", "C02AAAAAAA02"), Mac("3", "None"), Mac("4", "C02AAAAAAA04"));
        await world.ImportAllAsync(first);
        var device = await DeviceOfAsync(world, first, "1");
        var moved = await DeviceOfAsync(world, first, "4");
        await world.Get<MSPortal.Connectors.Core.Integrations.DeleteIntegration>().RunAsync(world.Owner, first, removeDevices: false, Token).Ok();
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.Move, null) { DeviceIds = [moved], CompanyId = (await world.CompanyAsync("B")).Value });
        await world.ApplyAsync(plan.Id);
        world.Vendor.Account = new("paper-2", "The same fleet again");
        var second = await ConnectAsync(world, world.Vendor);
        await world.ImportAllAsync(second);

        Assert.Equal(5, (await world.DevicesAsync()).Count);
        Assert.Equal(device, await DeviceOfAsync(world, second, "1"));
        Assert.Equal((StagedStatus.Held, "serial_conflict"), await StatusAsync(world, second, "4"));
        Assert.Equal(2, (await world.DevicesAsync()).Count(d => d.Name == "Mac 3"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Virtual_machines_never_join_whatever_their_serial_numbers_look_like(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await ConnectAsync(world, world.Vendor, Mac("1", "C02AAAAAAA01", model: "VirtualMac2,1"), Mac("2", "C02AAAAAAA02"));
        await world.ImportAllAsync(first);
        var second = await ConnectAsync(world, world.SecondVendor, Mac("x1", "C02AAAAAAA01"), Mac("x2", "C02AAAAAAA02", model: "VMware7,1"));
        await world.ImportAllAsync(second);
        Assert.Equal(4, (await world.DevicesAsync()).Count);
    }
}
