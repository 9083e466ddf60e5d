using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>The tenant calls its devices by a template: old devices, new ones, and those that a sync changes.</summary>
public sealed class DisplayNames
{
    [Theory, ClassData(typeof(Engines))]
    public async Task All_devices_get_the_names_of_the_template_and_lose_them_again(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await DevicesAsync(world, 1_203);
        var locked = (await world.DevicesAsync()).Single(d => d.SerialNumber == "SN-0001").Id;
        await world.Get<LockField>().RunAsync(world.Owner, new DeviceId(locked), "name", "Front desk", Token).Ok();

        var view = await world.Get<ChangeDisplayName>().RunAsync(world.Owner, " {{ company }} {{ serial_number }} ", Token).Ok();
        Assert.Equal(("{{ company }} {{ serial_number }}", true), (view.Template, view.IsPending));
        Assert.Equal(1, world.Wakes.Namings);
        await world.Get<RenameDevices>().RunAsync(world.Owner.Tenant, Token);
        var devices = await world.DevicesAsync();
        Assert.Equal(1_203, devices.Count);
        Assert.All(devices, d => Assert.Equal(d.Id == locked ? "Front desk" : $"The rest {d.SerialNumber}", d.Name));
        Assert.False((await world.Get<GetDisplayName>().RunAsync(world.Owner, Token)).IsPending);

        // What a sync brings: a new name at the vendor, a new serial number, a new device.
        world.Vendor.Devices[1] = PaperVendor.Device("d2", "a", "other name", "SN-9999");
        world.Vendor.Add("a", PaperVendor.Device("new", "a", "n", "SN-NEW"));
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        Assert.Equal(["The rest SN-9999", "The rest SN-NEW"], (await world.DevicesAsync()).Where(d => d.SerialNumber is "SN-9999" or "SN-NEW").Select(d => d.Name).Order());

        // History tells what happened to a device; a template is not that.
        await using var db = world.Open();
        Assert.Equal(2, await db.DeviceChanges.CountAsync(c => c.Key == "name", Token));

        await world.Get<ChangeDisplayName>().RunAsync(world.Owner, "  ", Token).Ok();
        await world.Get<RenameDevices>().RunAsync(world.Owner.Tenant, Token);
        Assert.All(await world.DevicesAsync(), d => Assert.Equal(d.Id == locked ? "Front desk" : d.SerialNumber switch { "SN-9999" => "other name", "SN-NEW" => "n", var s => $"mac-{s![3..].TrimStart('0')}" }, d.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_that_is_renamed_or_merged_shows_in_the_names(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await DevicesAsync(world, 3);
        await world.Get<ChangeDisplayName>().RunAsync(world.Owner, "{{ company }}/{{ name }}", Token).Ok();
        await world.Get<RenameDevices>().RunAsync(world.Owner.Tenant, Token);

        var company = await world.CompanyAsync("The rest");
        await world.Get<RenameCompany>().RunAsync(world.Owner, company, "Acme", Token).Ok();
        await LookForWorkAsync(world);
        Assert.Equal(["Acme/mac-1", "Acme/mac-2", "Acme/mac-3"], (await world.DevicesAsync()).Select(d => d.Name));

        await world.Get<MergeCompanies>().RunAsync(world.Owner, company, await world.CompanyAsync("Bolt"), Token).Ok();
        await LookForWorkAsync(world);
        Assert.Equal(["Bolt/mac-1", "Bolt/mac-2", "Bolt/mac-3"], (await world.DevicesAsync()).Select(d => d.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_preview_shows_names_and_errors_and_changes_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await DevicesAsync(world, 30);
        var preview = await world.Get<PreviewDisplayName>().RunAsync(world.Owner, "{{ serial_number }}", Token);
        Assert.True(preview.Ok);
        Assert.InRange(preview.Devices.Count, 10, 20);
        Assert.Contains(preview.Devices, d => (d.Before, d.Name) == ("mac-1", "SN-0001"));

        preview = await world.Get<PreviewDisplayName>().RunAsync(world.Owner, "{{ current_user }}", Token);
        Assert.All(preview.Devices, d => Assert.Equal(d.Before, d.Name));
        Assert.All(preview.Devices, d => Assert.Contains("Nothing comes out", d.Note, StringComparison.Ordinal));

        preview = await world.Get<PreviewDisplayName>().RunAsync(world.Owner, "a {{ colour }}", Token);
        Assert.Equal((false, 1, 6), (preview.Ok, preview.Error!.Line, preview.Error.Column));
        Assert.Empty(preview.Devices);
        Assert.DoesNotContain(await world.DevicesAsync(), d => d.Name.StartsWith("SN", StringComparison.Ordinal));

        Assert.Equal("invalid_value", (await world.Get<ChangeDisplayName>().RunAsync(world.Owner, "a {{ colour }}", Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<ChangeDisplayName>().RunAsync(world.Owner with { Role = Role.Technician }, "x", Token).No()).Code);
        Assert.Null((await world.Get<GetDisplayName>().RunAsync(world.OtherOwner, Token)).Template);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_workers_at_once_come_to_the_same(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await DevicesAsync(world, 1_100);
        await world.Get<ChangeDisplayName>().RunAsync(world.Owner, "{{ serial_number }}", Token).Ok();
        await using var other = world.StartAnotherHost();
        await Task.WhenAll(
            world.Get<RenameDevices>().RunAsync(world.Owner.Tenant, Token),
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<RenameDevices>(other).RunAsync(world.Owner.Tenant, Token));
        Assert.All(await world.DevicesAsync(), d => Assert.Equal(d.SerialNumber, d.Name));
    }

    private static async Task LookForWorkAsync(TestWorld world)
    {
        var before = world.Wakes.Namings;
        await world.Get<WakeDueWork>().RunAsync(Token);
        Assert.Equal(before + 1, world.Wakes.Namings);
        await world.Get<RenameDevices>().RunAsync(world.Owner.Tenant, Token);
    }

    private static Task<IntegrationId> DevicesAsync(TestWorld world, int count)
    {
        for (var i = 1; i <= count; i++)
            world.Vendor.Add("a", PaperVendor.Device($"d{i}", "a", $"mac-{i}", $"SN-{i:0000}"));
        return world.ImportAsync(isPaper: true);
    }
}
