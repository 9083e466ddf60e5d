using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Why;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>"Why" tells what is kept elsewhere: devices that are only counted, the person behind a decision, imports that were undone.</summary>
public sealed class WhyTold
{
    private const string Anna = "anna@owner.example";

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_a_device_that_nobody_knows_it_says_how_many_are_in_no_container(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [PaperVendor.Device("1", "a"), .. Enumerable.Range(1, 30).Select(i => PaperVendor.Device($"more-{i}", "a"))]);
        world.Vendor.Devices.AddRange([PaperVendor.Device("n1", null), PaperVendor.Device("n2", null), PaperVendor.Device("n3", "nowhere")]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();

        var answer = await AskAsync(world, "NO-SUCH-SERIAL");

        Assert.Equal(3, (await world.Get<CoverageReport>().RunAsync(world.Owner, Token)).Overall.NoContainer);
        Assert.Equal(WhyState.MaybeUnmapped, answer.State);
        Assert.Contains("3 devices that Paper has in no site", answer.Message, StringComparison.Ordinal);
        Assert.Contains("put it into one", answer.Step.Text, StringComparison.Ordinal);
        Assert.Equal((WhyPage.Coverage, integration.Value), (answer.Step.Target?.Page, answer.Step.Target?.IntegrationId));
        var trace = Assert.Single(answer.Places[0].Trace, t => t.Target?.Page == WhyPage.Coverage);
        Assert.Contains("3 devices in no site", trace.Text, StringComparison.Ordinal);

        // One that was imported before the vendor took it out of its site is kept, and not among them.
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        world.Vendor.Devices[0] = PaperVendor.Device("1", null);
        await world.SyncAsync(integration);
        Assert.Contains("3 devices that Paper has in no site", (await AskAsync(world, "NO-SUCH-SERIAL")).Message, StringComparison.Ordinal);

        // Twin: with none of them nothing is said.
        world.Vendor.Devices.RemoveAll(d => d.ExternalId is ['n', _]);
        await world.SyncAsync(integration);
        answer = await AskAsync(world, "NO-SUCH-SERIAL");
        Assert.Equal(WhyState.NotReceived, answer.State);
        Assert.DoesNotContain(answer.Places[0].Trace, t => t.Target?.Page == WhyPage.Coverage);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Beside_unmapped_containers_it_says_it_too(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        world.Vendor.Devices.Add(PaperVendor.Device("n1", null));
        await world.ConnectPaperAsync();
        await world.DrainAsync();

        var answer = await AskAsync(world, "NO-SUCH-SERIAL");

        Assert.Equal((WhyState.MaybeUnmapped, WhyPage.Mapping), (answer.State, answer.Step.Target?.Page));
        Assert.Contains("1 device in a site", answer.Message, StringComparison.Ordinal);
        Assert.Contains("1 device that Paper has in no site", answer.Message, StringComparison.Ordinal);
        Assert.Contains(answer.Places[0].Trace, t => t.Target?.Page == WhyPage.Coverage);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_names_who_left_a_device_out_when_a_plan_was_applied(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.AutoSync(integration, "box"));
        await AsAnna(world).ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id)).Single(i => i.Name == "Device a1").Id);

        var place = Assert.Single((await AskAsync(world, "Device a1")).Places);

        Assert.Contains($"{Anna} left it out of A", place.Message, StringComparison.Ordinal);
        Assert.Contains(place.Trace, t => t.By == Anna && t.At is not null && t.Text == $"Left out of A, when the plan \"{plan.Title}\" was applied." && t.Target == new WhyTarget(WhyPage.Plan, integration.Value, plan.Id));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_says_that_a_device_was_left_out_of_an_import_also_without_Auto_Sync(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await AsAnna(world).ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id)).Single(i => i.Name == "Device a1").Id);

        var place = Assert.Single((await AskAsync(world, "Device a1")).Places);

        Assert.Equal(WhyState.New, place.State);
        Assert.Contains(place.Trace, t => t.By == Anna && t.Text == $"Left out, unticked, when the plan \"{plan.Title}\" was applied.");
        Assert.DoesNotContain((await AskAsync(world, "Device a2")).Places[0].Trace, t => t.Text.StartsWith("Left out", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_says_that_a_device_was_left_out_when_its_type_was_mapped_anew(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        var plan = await world.PlanAsync(await PlanSteps.RetypeAsync(world, integration, "box", "Notebook"));
        await AsAnna(world).ApplyAsync(plan.Id, (await world.ItemsAsync(plan.Id)).Single(i => i.Name == "Device a1").Id);

        Assert.Contains(Assert.Single((await AskAsync(world, "Device a1")).Places).Trace, t => t.By == Anna && t.Text == $"Left as it was, unticked, when the plan \"{plan.Title}\" was applied.");
        Assert.DoesNotContain((await AskAsync(world, "Device a2")).Places[0].Trace, t => t.Text.StartsWith("Left as it was", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_is_told_of_although_many_devices_are_called_like_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Enumerable.Range(1, 20).Select(i => PaperVendor.Device($"a{i}", "a", name: "box"))]);
        await world.StageAsync(isPaper: true);

        var answer = await AskAsync(world, "box");

        Assert.Equal((21, 10), (answer.Matches, answer.Places.Count));
        Assert.Single(answer.Places, p => p.Kind == WhyKind.Type);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_names_who_answered_that_devices_stay(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        await world.ImportAllAsync(integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Hold }, Token).Ok();
        world.Vendor.Devices[0] = PaperVendor.Device("a1", "b");
        await world.SyncAsync(integration);
        var decision = (await world.Get<ListDecisions>().RunAsync(world.Owner, DecisionFilter.Open, null, new PageRequest(), Token)).Items.Single(d => d.Kind == DecisionKind.DevicesMoved);
        await world.Get<AnswerDecisions>().RunAsync(world.Owner with { Name = Anna }, decision.Id, "leave", null, Token).Ok();

        var place = Assert.Single((await AskAsync(world, "Device a1")).Places);

        Assert.Contains($"{Anna} decided that it does not go with its container to B", place.Message, StringComparison.Ordinal);
        Assert.Contains(place.Trace, t => t.By == Anna && t.At is not null && t.Text.StartsWith("Decided that it does not go with its container to B", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_remembers_an_import_that_was_undone_and_by_whom(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.TwoSitesAsync();
        world.Vendor.Devices[0] = PaperVendor.Device("a1", "a", serial: "SERIAL-A1");
        await world.SyncAsync(integration);
        var plan = await world.PlanAsync(PlanSteps.Import(integration));
        await world.ApplyAsync(plan.Id);
        await AsAnna(world).UndoAsync(plan.Id);

        // Whether its record is there, was staged anew under another id, or is gone.
        Remembers(await AskAsync(world, "SERIAL-A1"));
        await world.MapAsync(integration, "a", null);
        var gone = await AskAsync(world, "serial-a1");
        Remembers(gone);
        Assert.Equal((0, WhyState.MaybeUnmapped), (gone.Matches, gone.State));
        Remembers(await AskAsync(world, "DEVICE A1"));
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        Remembers(await AskAsync(world, "SERIAL-A1"));

        // Twin: of one that never was imported nothing of the kind.
        world.Vendor.Devices.Add(PaperVendor.Device("later", "a", serial: "SERIAL-LATER"));
        await world.SyncAsync(integration);
        Assert.DoesNotContain((await AskAsync(world, "SERIAL-LATER")).Places[0].Trace, t => t.Target?.Page == WhyPage.Plan);

        void Remembers(WhyAnswer answer)
        {
            var trace = answer.Places[0].Trace.ToList();
            var imported = trace.FindIndex(t => t.By == world.Owner.Name && t.Text == $"Imported into the Device Inventory by the plan \"{plan.Title}\".");
            var undone = trace.FindIndex(t => t.By == Anna && t.Text == "That import was undone: Device a1 left the Device Inventory.");
            Assert.True(imported >= 0 && undone > imported, string.Join('\n', trace.Select(t => $"{t.By}: {t.Text}")));
            Assert.Equal(new WhyTarget(WhyPage.Plan, integration.Value, plan.Id), trace[undone].Target);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_names_who_undid_the_mapping_of_a_container(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await WhyCase.ReadyAsync(world, isMapped: false);
        var mapped = await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        await world.Get<UndoMappings>().RunAsync(world.Owner with { Name = Anna }, integration, new MappingBatchId(mapped.BatchId!.Value), null, Token).Ok();

        var place = Assert.Single((await AskAsync(world, "Site a")).Places);

        Assert.Contains(place.Trace, t => t.By == Anna && t.Text.StartsWith("The site \"Site a\" has no company", StringComparison.Ordinal));
    }

    private static Deputy AsAnna(TestWorld world) => new(world);

    private static Task<WhyAnswer> AskAsync(TestWorld world, string query) => world.Get<AskWhy>().RunAsync(world.Owner, query, Token).Ok();

    // Another person of the same organisation.
    private sealed record Deputy(TestWorld World)
    {
        private Actor Actor => World.Owner with { Name = Anna };

        public async Task ApplyAsync(Guid plan, params Guid[] excluded)
        {
            await World.Get<ApplyPlan>().RunAsync(Actor, new PlanId(plan), excluded, Token).Ok();
            await World.DrainAsync();
        }

        public async Task UndoAsync(Guid plan)
        {
            await World.Get<UndoPlan>().RunAsync(Actor, new PlanId(plan), Token).Ok();
            await World.DrainAsync();
        }
    }
}
