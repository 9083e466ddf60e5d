using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Links;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What waits for a person: each thing once, gone when its cause is, answered by the actions of the pages.</summary>
public sealed partial class DecisionInbox
{
    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "keep", "Zwicky Dental")]
    [InlineData(DatabaseEngine.PostgreSql, "keep", "Zwicky Dental")]
    [InlineData(DatabaseEngine.Sqlite, "recommended", "Brightwater Yoga")]
    [InlineData(DatabaseEngine.PostgreSql, "remap", "Brightwater Yoga")]
    [InlineData(DatabaseEngine.Sqlite, "unmap", null)]
    [InlineData(DatabaseEngine.PostgreSql, "unmap", null)]
    public async Task A_container_whose_new_name_fits_another_company(DatabaseEngine engine, string answer, string? company)
    {
        await using var world = await StartAsync(engine);
        var integration = await RenamedAsync(world);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.MappingQuestion, "remap", 1, "Brightwater Yoga"), (decision.Kind, decision.Recommended, decision.Count, decision.Company?.Name));
        Assert.Equal(["Device 2"], decision.Sample);
        Assert.Equal(["keep", "remap", "unmap"], decision.Answers.Select(a => a.Key));
        await AnswerAsync(world, decision, answer).Ok();

        Assert.DoesNotContain(await ListAsync(world), d => d.Kind == DecisionKind.MappingQuestion);
        Assert.Equal(company, (await world.ContainersAsync(integration)).Single(c => c.ExternalId == "z").Company?.Name);
        Assert.Equal("decision_gone", (await AnswerAsync(world, decision, answer).No()).Code);
        Assert.Contains(await AuditChains.EntriesAsync(world), e => e.SubjectName == "Brightwater Yoga" && e.Action.StartsWith("container.", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_question_that_is_answered_on_its_page_is_gone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await RenamedAsync(world);
        var decision = Assert.Single(await ListAsync(world));
        await world.MapAsync(integration, "z", await world.CompanyAsync("Zwicky Dental"));

        Assert.Empty(await ListAsync(world));
        Assert.Equal("decision_gone", (await AnswerAsync(world, decision, "remap").No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_that_the_vendor_moved_are_one_decision_and_move_when_told(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await MovedAsync(world);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.DevicesMoved, "move", 2, "B"), (decision.Kind, decision.Recommended, decision.Count, decision.Company?.Name));
        Assert.Equal(["Device 1", "Device 2"], decision.Sample);
        Assert.EndsWith($"/devices?status=held&company={decision.Company!.Id}", decision.Link, StringComparison.Ordinal);
        await AnswerAsync(world, decision, "recommended").Ok();
        await world.DrainAsync();

        Assert.Empty(await ListAsync(world));
        Assert.Equal(["A", "B", "B"], (await world.DevicesAsync()).Select(d => d.Company.Name).Order());

        // It was a plan, and can be taken back: then it is a question again.
        var plan = Assert.Single((await world.Get<ListPlans>().RunAsync(world.Owner, null, null, new PageRequest(), Token)).Items);
        Assert.Equal((PlanState.Applied, 2), (plan.State, plan.Applied));
        Assert.Equal(2, (await world.UndoAsync(plan.Id)).Undone);
        Assert.Equal(["A", "A", "A"], (await world.DevicesAsync()).Select(d => d.Company.Name));
        Assert.Equal(decision.Id, Assert.Single(await ListAsync(world)).Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_that_are_left_are_not_asked_about_again_until_the_company_is_another(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MovedAsync(world);
        var decision = Assert.Single(await ListAsync(world));
        await AnswerAsync(world, decision, "leave").Ok();

        // Nothing is put off: the devices are where a person wants them, whatever the integration does with those that move.
        Assert.Equal("decision_gone", (await AnswerAsync(world, decision, "leave").No()).Code);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Follow }, Token).Ok();
        await world.SyncAsync(integration);
        await world.Get<ChangeIntegration>().RunAsync(world.Owner, integration, new IntegrationChange { OnMove = MoveChoice.Hold }, Token).Ok();
        Assert.Empty(await ListAsync(world, DecisionFilter.All));
        Assert.All(await world.DevicesAsync(), d => Assert.Equal("A", d.Company.Name));
        await world.MapAsync(integration, "b", await world.CompanyAsync("C"));
        Assert.Equal("C", Assert.Single(await ListAsync(world)).Company?.Name);

        // Gone in another way: the vendor moves them back.
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange([PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"), PaperVendor.Device("3", "a")]);
        await world.SyncAsync(integration);
        Assert.Empty(await ListAsync(world, DecisionFilter.All));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "reject", SyncState.Partial)]
    [InlineData(DatabaseEngine.PostgreSql, "recommended", SyncState.Partial)]
    [InlineData(DatabaseEngine.Sqlite, "allowOnce", SyncState.Succeeded)]
    [InlineData(DatabaseEngine.PostgreSql, "allowOnce", SyncState.Succeeded)]
    public async Task A_held_sync_is_asked_about_once(DatabaseEngine engine, string answer, SyncState state)
    {
        await using var world = await StartAsync(engine);
        var (integration, run) = await HeldAsync(world);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.SyncHeld, "reject", 20), (decision.Kind, decision.Recommended, decision.Count));
        Assert.Equal($"/integrations/{integration.Value}/syncs/{run}", decision.Link);
        await AnswerAsync(world, decision, answer).Ok();

        Assert.Empty(await ListAsync(world));
        Assert.Equal(state, (await world.GetSyncAsync(integration, run)).Run.State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_held_sync_is_gone_when_a_later_one_saw_the_devices(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, _) = await HeldAsync(world);
        world.Vendor.Devices.AddRange([.. Enumerable.Range(0, 20).Select(i => PaperVendor.Device($"a{i}", "a"))]);
        await world.SyncAsync(integration);

        Assert.Empty(await ListAsync(world));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "create", "box", false)]
    [InlineData(DatabaseEngine.PostgreSql, "recommended", "box", false)]
    [InlineData(DatabaseEngine.Sqlite, "ignore", null, true)]
    [InlineData(DatabaseEngine.PostgreSql, "ignore", null, true)]
    public async Task A_type_without_a_device_type(DatabaseEngine engine, string answer, string? type, bool ignored)
    {
        await using var world = await StartAsync(engine);
        var integration = await TypeAsync(world);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.TypeUnmapped, "create", 2), (decision.Kind, decision.Recommended, decision.Count));
        await AnswerAsync(world, decision, answer).Ok();

        Assert.Empty(await ListAsync(world));
        var after = Assert.Single(await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok());
        Assert.Equal((type, ignored), (after.DeviceType?.Name, after.Ignored));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_is_asked_about_only_while_a_device_of_it_waits(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TypeAsync(world);
        Assert.Equal(DecisionKind.TypeUnmapped, Assert.Single(await ListAsync(world)).Kind);

        // Its container has no company: the type alone would help nobody.
        await world.MapAsync(integration, "a", null);
        Assert.Empty(await ListAsync(world));
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.DrainAsync();
        Assert.Equal(2, Assert.Single(await ListAsync(world)).Count);

        // The vendor calls them otherwise now: of the first type there are none left.
        world.Vendor.Devices.Clear();
        world.Vendor.Devices.AddRange([PaperVendor.Device("1", "a", type: "tablet"), PaperVendor.Device("2", "a", type: "tablet")]);
        await world.SyncAsync(integration);
        Assert.Contains("tablet", Assert.Single(await ListAsync(world)).What, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_type_that_resembles_a_device_type_is_mapped_to_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.Get<CreateDeviceType>().RunAsync(world.Owner, "Box", Token).Ok();
        var integration = await TypeAsync(world);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal("map", decision.Recommended);
        await AnswerAsync(world, decision, "map").Ok();

        Assert.Equal("Box", Assert.Single(await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok()).DeviceType?.Name);
        Assert.Empty(await ListAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Containers_that_fit_a_company_for_sure_are_one_decision_and_those_that_may_are_none(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Containers.AddRange([new("z", "Zwicky Dental", null), new("b", "Brightwater Yoga", null), new("u", "Unlike anybody", null)]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        Assert.Empty(await ListAsync(world));
        await world.CompanyAsync("Zwicky Dental");
        await world.CompanyAsync("Brightwater Yoga");

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.ContainersFit, "apply", 2), (decision.Kind, decision.Recommended, decision.Count));
        Assert.Contains("Zwicky Dental \u2192 Zwicky Dental", decision.Sample);
        await AnswerAsync(world, decision, "recommended").Ok();

        Assert.Empty(await ListAsync(world));
        var companies = (await world.ContainersAsync(integration)).ToDictionary(c => c.ExternalId, c => c.Company?.Name);
        Assert.Equal(("Zwicky Dental", "Brightwater Yoga", null), (companies["z"], companies["b"], companies["u"]));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_token_is_asked_about_until_a_sync_goes_well(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TypeAsync(world);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        world.Logs.Announce("The token is refused.");
        world.Vendor.BeforePage = (_, _) => throw new Sdk.Errors.SetupRefusedException("token_refused", "The token is refused.", "Enter a new one.");
        await world.SyncAsync(integration);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.IntegrationAttention, "retry"), (decision.Kind, decision.Recommended));
        Assert.Contains("The token is refused.", decision.What, StringComparison.Ordinal);
        world.Vendor.BeforePage = null;
        await AnswerAsync(world, decision, "retry").Ok();
        await world.DrainAsync();

        Assert.Empty(await ListAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Integrations_whose_vendor_waits_or_whose_connector_is_gone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TypeAsync(world);
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        var until = world.Clock.GetUtcNow().AddHours(1);
        await using (var db = world.Open())
            await db.Integrations.ExecuteUpdateAsync(i => i.SetProperty(x => x.WaitUntil, until).SetProperty(x => x.AttentionCode, "vendor_unavailable").SetProperty(x => x.AttentionMessage, "Paper asks to slow down."), Token);

        var wait = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.VendorBlocked, "wait"), (wait.Kind, wait.Recommended));
        await AnswerAsync(world, wait, "recommended").Ok();
        Assert.Empty(await ListAsync(world));

        await using (var db = world.Open())
            await db.Integrations.ExecuteUpdateAsync(i => i.SetProperty(x => x.WaitUntil, (DateTimeOffset?)null).SetProperty(x => x.AttentionCode, (string?)null), Token);
        await using (var db = world.Databases.OpenForAllTenants())
            await db.Database.ExecuteSqlRawAsync("update integrations set connector_id = 'gone'", Token);
        var gone = Assert.Single(await ListAsync(world, DecisionFilter.All));
        Assert.Equal((DecisionKind.ConnectorFailed, "pause"), (gone.Kind, gone.Recommended));
        await AnswerAsync(world, gone, "pause").Ok();
        Assert.Empty(await ListAsync(world, DecisionFilter.All));
    }


    [Theory, ClassData(typeof(Engines))]
    public async Task Twenty_thousand_moved_devices_are_one_decision(DatabaseEngine engine)
    {
        const int Devices = 20_000;
        await using var world = await StartAsync(engine);
        var integration = await MovedAsync(world);
        var number = engine == DatabaseEngine.Sqlite ? "printf('%012d', n)" : "lpad(n::text, 12, '0')";
        string Id(string first) => engine == DatabaseEngine.Sqlite ? $"'{first}890000-0000-7000-8000-' || {number}" : $"('{first}890000-0000-7000-8000-' || {number})::uuid";
        await using (var db = world.Databases.OpenForAllTenants())
        {
            string[] tables =
            [
                Copy(db, "devices", "id", Id("01")),
                Copy(db, "staged_devices", "id", Id("02"), ("external_id", "'x' || n"), ("number", "n + 10")),
                Copy(db, "device_links", "staged_device_id", Id("02"), ("device_id", Id("01")), ("external_id", "'x' || n")),
            ];
            foreach (var sql in tables)
                await db.Database.ExecuteSqlRawAsync(sql, Token);
        }

        var decision = Assert.Single(await ListAsync(world));

        Assert.True(decision.Count > Devices, $"{decision.Count}");
    }

    // Copies a row of device 1 twenty thousand times.
    private static string Copy(ConnectorsDb db, string table, string key, string id, params (string Column, string Value)[] others)
    {
        var entity = db.Model.GetEntityTypes().Single(e => e.GetTableName() == table && !e.IsOwned());
        var name = Microsoft.EntityFrameworkCore.Metadata.StoreObjectIdentifier.Table(table);
        string[] columns = [.. entity.GetProperties().Select(p => p.GetColumnName(name)!).Distinct()];
        var values = columns.Select(c => c == key ? id : others.FirstOrDefault(o => o.Column == c).Value ?? $"t.\"{c}\"");
        var one = table == "staged_devices" ? "t.external_id = '1'" : table == "device_links" ? "t.external_id = '1'" : "t.name = 'Device 1'";
        return $"with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 20000) insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) select {string.Join(", ", values)} from {table} t, numbers where {one}";
    }

}
