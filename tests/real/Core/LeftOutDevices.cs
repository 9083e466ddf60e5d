using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>A device that a person left out stays left out, also when it leaves staging and comes back.</summary>
public sealed class LeftOutDevices
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Stay_out_when_they_were_unticked_in_an_import_and_Auto_Sync_is_on(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("d1", "a"), PaperVendor.Device("d2", "a"));
        var integration = await world.StageAsync(isPaper: true);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange { AutoSync = true }, Token).Ok();
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.Import, integration.Value) { All = true });
        await world.ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id)).Single(i => i.Name == "Device d2").Id);

        await world.SyncAsync(integration);

        Assert.Equal("Device d1", Assert.Single(await world.DevicesAsync()).Name);
    }

    // Without Auto-Sync no sync would have brought them, so it is only told, with the last answer.
    [Theory, ClassData(typeof(Engines))]
    public async Task Are_named_by_the_plan_that_switches_Auto_Sync_on_later(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("d1", "a"), PaperVendor.Device("d2", "a"), PaperVendor.Device("d3", "a"));
        var integration = await world.StageAsync(isPaper: true);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        var request = new PlanRequest(PlanKind.Import, integration.Value) { All = true };
        var import = await world.PlanAsync(request);
        Guid Row(IReadOnlyList<PlanItemView> rows, string name) => rows.Single(i => i.Name == name).Id;
        var rows = await world.ItemsAsync(import.Id);
        await world.ApplyAsync(import.Id, Row(rows, "Device d1"), Row(rows, "Device d3"));
        await world.UndoAsync(import.Id);
        world.Clock.Shift(TimeSpan.FromHours(1));

        // Not applied, so nobody has said anything with it.
        await world.PlanAsync(request);
        var autoSync = await world.PlanAsync(new PlanRequest(PlanKind.AutoSync, integration.Value) { TypeKeys = ["box"] });

        var reasons = (await world.ItemsAsync(autoSync.Id)).ToDictionary(i => i.Name, i => i.Reason.Message);
        Assert.Equal(3, autoSync.Totals.Create);
        Assert.Contains($"It was left out of an import that {world.Owner.Name} applied on ", reasons["Device d1"], StringComparison.Ordinal);
        Assert.Contains($"{world.Owner.Name} took its import back on ", reasons["Device d2"], StringComparison.Ordinal);

        // What was said last counts.
        import = await world.PlanAsync(request);
        rows = await world.ItemsAsync(import.Id);
        await world.ApplyAsync(import.Id, Row(rows, "Device d2"), Row(rows, "Device d3"));
        await world.UndoAsync(import.Id);
        reasons = (await world.ItemsAsync((await world.PlanAsync(new PlanRequest(PlanKind.AutoSync, integration.Value) { TypeKeys = ["box"] })).Id)).ToDictionary(i => i.Name, i => i.Reason.Message);
        Assert.Contains("took its import back on ", reasons["Device d1"], StringComparison.Ordinal);
        Assert.Contains("It was left out of an import that ", reasons["Device d2"], StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Stay_left_out_when_their_container_is_mapped_again(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, plan) = await LeaveOutAsync(world);
        var id = (await world.StagedAsync(integration, "a1")).Id;

        for (var i = 0; i < 2; i++)
        {
            await world.MapAsync(integration, "a", null);
            await world.SyncAsync(integration);
            Assert.DoesNotContain(await world.StagedAsync(integration), s => s.ExternalId == "a1");
            await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
            await world.DrainAsync();
            await world.SyncAsync(integration);
            Assert.Equal((id, null), ((await world.StagedAsync(integration, "a1")).Id, (await world.StagedAsync(integration, "a1")).DeviceId));
            Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "left_out_records"));
        }

        // The undo finds it, as if it had never been away.
        Assert.Equal(PlanState.Undone, (await world.UndoAsync(plan.Id)).State);
        Assert.Equal(new PlanTotals(Create: 3), (await world.PlanAsync(PlanSteps.AutoSync(integration, "box"))).Totals);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Stay_left_out_when_a_sync_takes_them_out_of_staging_and_when_they_return_to_the_vendor(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, _) = await LeaveOutAsync(world);
        var device = world.Vendor.Devices[0];

        // To no container, back, away for three syncs, back.
        foreach (var step in (Action[])[() => world.Vendor.Devices[0] = PaperVendor.Device("a1", null), () => world.Vendor.Devices[0] = device, () => world.Vendor.Devices.RemoveAt(0), () => { }, () => { }, () => world.Vendor.Devices.Insert(0, device)])
        {
            step();
            await world.SyncAsync(integration);
            Assert.DoesNotContain(await world.DevicesAsync(), d => d.Name == "Device a1");
        }

        Assert.Null((await world.StagedAsync(integration, "a1")).DeviceId);
        Assert.Equal(1, (await world.ImportAllAsync(integration)).Imported - 3);
        Assert.Contains(await world.DevicesAsync(), d => d.Name == "Device a1");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Are_a_new_question_under_another_company_and_follow_a_merged_one(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, _) = await LeaveOutAsync(world);
        await world.MapAsync(integration, "a", null);
        var merge = await world.Get<MergeCompanies>().RunAsync(world.Owner, await world.CompanyAsync("A"), await world.CompanyAsync("C"), Token).Ok();
        await world.MapAsync(integration, "a", await world.CompanyAsync("C"));
        await world.DrainAsync();
        await world.SyncAsync(integration);
        Assert.Null((await world.StagedAsync(integration, "a1")).DeviceId);

        await world.MapAsync(integration, "a", null);
        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(merge.Id), Token).Ok();
        Assert.Contains((await world.CompanyAsync("A")).Value.ToString(), Assert.Single(await DatabaseDump.TakeAsync(world.Databases, "left_out_records")), StringComparison.OrdinalIgnoreCase);
        await world.MapAsync(integration, "a", await world.CompanyAsync("D"));
        await world.DrainAsync();
        await world.SyncAsync(integration);
        Assert.NotNull((await world.StagedAsync(integration, "a1")).DeviceId);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Are_no_longer_when_that_is_undone_while_they_are_away(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, plan) = await LeaveOutAsync(world);
        await world.MapAsync(integration, "a", null);
        Assert.Single(await DatabaseDump.TakeAsync(world.Databases, "left_out_records"));

        Assert.Equal((PlanState.Undone, 2), ((await world.UndoAsync(plan.Id)).State, (await world.GetPlanAsync(plan.Id)).Undone));

        // Nothing is kept of devices in a container without a company, now that none of them is imported.
        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "left_out_records"));
        Assert.DoesNotContain(await DatabaseDump.TakeAsync(world.Databases, "staged_devices"), l => l.Contains("external_id=a", StringComparison.Ordinal));
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        Assert.Equal(new PlanTotals(Create: 3), (await world.PlanAsync(PlanSteps.AutoSync(integration, "box"))).Totals);
    }

    // Whether the container was unmapped before or after the undo: what a person took back does not come again by itself.
    [Theory, ClassData(typeof(Engines))]
    public async Task Are_those_of_an_undone_import_too_whose_container_is_unmapped_by_then(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(plan.Id);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: true), Token).Ok();
        await world.MapAsync(integration, "a", null);

        await world.UndoAsync(plan.Id);
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        await world.SyncAsync(integration);

        var ofA = (await world.StagedAsync(integration)).Where(s => s.ExternalId.StartsWith('a')).ToList();
        Assert.Equal(3, ofA.Count);
        Assert.All(ofA, s => Assert.Null(s.DeviceId));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Are_forgotten_with_their_integration(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, _) = await LeaveOutAsync(world);
        await world.MapAsync(integration, "a", null);
        Assert.Single(await DatabaseDump.TakeAsync(world.Databases, "left_out_records"));

        await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, true, Token).Ok();

        Assert.Empty(await DatabaseDump.TakeAsync(world.Databases, "left_out_records"));
    }

    // Auto-Sync is switched on for the boxes by a plan, with the first of three unticked.
    private static async Task<(IntegrationId Integration, PlanView Plan)> LeaveOutAsync(TestWorld world)
    {
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.AutoSync(integration, "box"));
        await world.ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id))[0].Id);
        Assert.Equal(["Device a2", "Device a3"], (await world.DevicesAsync()).Select(d => d.Name));
        return (integration, plan);
    }
}
