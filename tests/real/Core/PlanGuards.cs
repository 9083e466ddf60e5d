using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Retention;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What a plan refuses, what makes it stale, and what an undo leaves alone.</summary>
public sealed partial class PlanGuards
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Applying_or_undoing_twice_is_refused_and_changes_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        Assert.Equal("plan_not_applied", (await UndoAsync(world, plan.Id).No()).Code);
        await world.TryApplyAsync(plan.Id).Ok();
        Assert.Equal("plan_applied", (await world.TryApplyAsync(plan.Id).No()).Code);
        Assert.Equal("plan_applying", (await UndoAsync(world, plan.Id).No()).Code);
        await world.DrainAsync();

        var before = await DatabaseDump.TakeAsync(world.Databases);
        Assert.Equal("plan_applied", (await world.TryApplyAsync(plan.Id).No()).Code);
        await world.DrainAsync();
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));

        await world.UndoAsync(plan.Id);
        before = await DatabaseDump.TakeAsync(world.Databases);
        Assert.Equal("plan_undone", (await UndoAsync(world, plan.Id).No()).Code);
        Assert.Equal("plan_applied", (await world.TryApplyAsync(plan.Id).No()).Code);
        await world.DrainAsync();
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_many_who_apply_at_once_one_does(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        foreach (var request in (PlanRequest[])[await PlanSteps.MapAsync(world, integration, "a", "C"), await PlanSteps.MoveAsync(world, "B", "Device a1")])
        {
            var plan = await world.PlanAsync(request);
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.TryApplyAsync(plan.Id), Token)));
            Assert.Single(answers, a => a.IsOk);
            Assert.All(answers.Where(a => !a.IsOk), a => Assert.Equal("plan_applied", a.Refusal!.Code));
            await world.DrainAsync();
            Assert.Equal(PlanState.Applied, (await world.GetPlanAsync(plan.Id)).State);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_sync_that_only_brings_news_leaves_plans_good(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAsync(integration, new ImportSelection([.. (await world.StagedAsync(integration)).Where(s => s.Name != "Device b3").Select(s => s.Id)]));
        await world.CompanyAsync("C");
        PlanRequest[] requests =
        [
            PlanSteps.AutoSync(integration, "box"),
            await PlanSteps.RetypeAsync(world, integration, "box", "Notebook"),
            await PlanSteps.MapAsync(world, integration, "a", "C"),
            await PlanSteps.MoveAsync(world, "C", "Device b1"),
            PlanSteps.Import(integration),
        ];
        var plans = new List<PlanView>();
        foreach (var request in requests)
            plans.Add(await world.PlanAsync(request));

        for (var i = 0; i < world.Vendor.Devices.Count; i++)
        {
            var device = world.Vendor.Devices[i];
            world.Vendor.Devices[i] = PaperVendor.Device(device.ExternalId, device.ContainerId, $"Device {device.ExternalId}", $"serial {i}", device.Type.Key) with { ObservedAt = world.Clock.GetUtcNow() };
        }

        Assert.Equal(6, (await world.SyncAsync(integration)).Counters.Updated);
        foreach (var plan in plans)
            Assert.Equal((PlanState.Applied, 0), ((await world.ApplyAsync(plan.Id)).State, (await world.GetPlanAsync(plan.Id)).PassedOver));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_whose_base_moved_is_refused_and_says_what_changed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAsync(integration, new ImportSelection([.. (await world.StagedAsync(integration)).Where(s => s.Name != "Device a3").Select(s => s.Id)]));
        await world.CompanyAsync("C");
        var import = PlanSteps.Import(integration);
        var map = await PlanSteps.MapAsync(world, integration, "a", "C");
        var types = world.Get<ChangeProviderType>();
        Task SetAsync(ProviderTypeChange change) => types.RunAsync(world.Owner, integration, "box", change, Token).Ok();
        var box = (await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok()).Single(t => t.Key == "box").DeviceType!.Id;
        var notebook = (await PlanSteps.RetypeAsync(world, integration, "box", "Notebook")).DeviceTypeId!.Value;

        // A device more, a type ignored, a type mapped anew, a mapping taken away.
        await StaleAsync(world, import, "1 device more", async () =>
        {
            world.Vendor.Devices.Add(PaperVendor.Device("a4", "a"));
            await world.SyncAsync(integration);
        });
        await StaleAsync(world, import, "another state, type or company", () => SetAsync(new ProviderTypeChange(Ignored: true)));
        await SetAsync(new ProviderTypeChange(Ignored: false));
        await StaleAsync(world, import, "another state, type or company", () => SetAsync(new ProviderTypeChange(notebook)));
        await StaleAsync(world, PlanSteps.AutoSync(integration, "box"), "another state, type or company", () => SetAsync(new ProviderTypeChange(box)));
        await StaleAsync(world, await PlanSteps.RetypeAsync(world, integration, "box", "Notebook"), "mapped or ignored", () => SetAsync(new ProviderTypeChange(Unmap: true)));
        await SetAsync(new ProviderTypeChange(box));
        await StaleAsync(world, import, "2 devices fewer", () => world.ImportAllAsync(integration));
        await StaleAsync(world, map, "mapping", () => world.MapAsync(integration, "a", null));
        await world.MapAsync(integration, "a", new(map.CompanyId!.Value));
        await world.DrainAsync();
        await StaleAsync(world, await PlanSteps.MapAsync(world, integration, "a", "A"), "what happens to moved devices", () =>
            world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok());

        // A device that moved makes stale what would move it, retype it not.
        var move = await PlanSteps.MoveAsync(world, "C", "Device b1");
        await StaleAsync(world, move, "another state, type or company", async () =>
            await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "A", "Device b1"))).Id));
        await StaleAsync(world, new PlanRequest(PlanKind.DeleteIntegration, integration.Value) { RemovesDevices = true }, "1 device with another", async () =>
            await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device b1"))).Id));
        await StaleAsync(world, import, "no integration", async () =>
            await world.Get<DeleteIntegration>().RunAsync(world.Owner, integration, true, Token).Ok());
    }

    private static async Task StaleAsync(TestWorld world, PlanRequest request, string says, Func<Task> act)
    {
        var plan = await world.PlanAsync(request);
        await act();
        var before = await DatabaseDump.TakeAsync(world.Databases);
        var refusal = await world.TryApplyAsync(plan.Id).No();
        Assert.Equal("plan_stale", refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_row_that_changed_while_the_plan_was_applied_is_left_alone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.TryApplyAsync(plan.Id).Ok();
        var wake = world.Wakes.Take()!;
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(Ignored: true), Token).Ok();
        await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, "b1")).Id]));

        await world.WorkAsync(wake);

        var applied = await world.GetPlanAsync(plan.Id);
        Assert.Equal((PlanState.Applied, 2, 4), (applied.State, applied.Applied, applied.PassedOver));
        Assert.Equal(["Device b1", "Device b2", "Device b3"], (await world.DevicesAsync()).Select(d => d.Name));
        Assert.Contains("imported meanwhile", (await world.ItemsAsync(plan.Id)).Single(i => i.Name == "Device b1").OutcomeReason, StringComparison.Ordinal);
        await world.UndoAsync(plan.Id);
        Assert.Equal(["Device b1"], (await world.DevicesAsync()).Select(d => d.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_person_changed_later_survives_the_undo_and_is_listed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.CompanyAsync("C");
        var import = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(import.Id);
        var retype = await world.PlanAsync(await PlanSteps.RetypeAsync(world, integration, "tower", "Server"));
        await world.ApplyAsync(retype.Id);
        var move = await world.PlanAsync(await PlanSteps.MoveAsync(world, "C", "Device a1", "Device a2"));
        await world.ApplyAsync(move.Id);
        await world.ApplyAsync((await world.PlanAsync(await PlanSteps.MoveAsync(world, "B", "Device a1"))).Id);

        // Undone in the order in which it was done, nothing stands in the way but the last move.
        var undone = await world.UndoAsync(move.Id);
        Assert.Equal((1, 1), (undone.Undone, undone.Kept));
        var kept = Assert.Single(await world.ItemsAsync(move.Id, new PlanItemFilter(Outcome: PlanOutcome.Kept)));
        Assert.Equal("Device a1", kept.Name);
        Assert.Contains($"{world.Owner.Name} changed it on", kept.OutcomeReason, StringComparison.Ordinal);
        Assert.Contains("Company", kept.OutcomeReason, StringComparison.Ordinal);
        Assert.Equal(3, (await world.UndoAsync(retype.Id)).Undone);

        undone = await world.UndoAsync(import.Id);
        Assert.Equal((5, 1), (undone.Undone, undone.Kept));
        Assert.Equal([("Device a1", "B")], (await world.DevicesAsync()).Select(d => (d.Name, d.Company.Name)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mapping_and_a_type_that_were_changed_later_survive_the_undo(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        await world.CompanyAsync("C");
        var map = await world.PlanAsync(await PlanSteps.MapAsync(world, integration, "a", "C"));
        await world.ApplyAsync(map.Id);
        await world.MapAsync(integration, "a", await world.CompanyAsync("D"));
        await world.MapAsync(integration, "a", await world.CompanyAsync("C"));
        var sync = await world.PlanAsync(PlanSteps.AutoSync(integration, "box", "tower"));
        await world.ApplyAsync(sync.Id);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(Ignored: true), Token).Ok();

        var undone = await world.UndoAsync(map.Id);
        Assert.Equal((0, 3), (undone.Undone, undone.Kept));
        Assert.Contains("changed again since", Assert.Single(undone.Notes), StringComparison.Ordinal);
        Assert.All((await world.DevicesAsync()).Take(3), d => Assert.Equal("C", d.Company.Name));

        undone = await world.UndoAsync(sync.Id);
        Assert.Contains("\"box\"", Assert.Single(undone.Notes), StringComparison.Ordinal);
        var types = (await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok()).ToDictionary(t => t.Key);
        Assert.Equal((true, false), (types["box"].Ignored, types["tower"].AutoSync));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_Auto_Sync_would_bring_back_at_once_stays_away_after_an_undo(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: true), Token).Ok();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(plan.Id);
        await world.UndoAsync(plan.Id);

        await world.SyncAsync(integration);

        Assert.Empty(await world.DevicesAsync());
        Assert.Equal(6, (await world.ImportAllAsync(integration)).Imported);
    }

}
