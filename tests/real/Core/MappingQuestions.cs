using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class MappingQuestions
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_name_that_fits_another_company_now_holds_new_devices_until_a_person_answers(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        Rename(world, "z", "Brightwater Yoga");
        world.Vendor.Devices.Add(PaperVendor.Device("2", "z"));

        var run = await world.SyncAsync(integration);

        Assert.Equal(1, run.Counters.Held);
        var row = await MappingTree.RowAsync(world, integration, "z");
        Assert.Equal(("Zwicky Dental", MappingMethod.Manual), (row.Company?.Name, row.Method));
        Assert.Equal((QuestionKind.Renamed, "Zwicky Dental", "Brightwater Yoga"), (row.Question!.Kind, row.Question.Was, row.Question.CompanyName));
        Assert.Equal(1, (await world.IntegrationAsync(integration)).Counts.Conflicts);
        var held = await world.StagedAsync(integration, "2");
        Assert.Equal((StagedStatus.Held, "container_questioned"), (held.Status, held.Reason?.Code));
        Assert.Single(await world.DevicesAsync());

        // Neither Import All nor naming the device gets round the question.
        Assert.Equal(0, (await world.ImportAllAsync(integration)).Imported);
        var named = await world.ImportAsync(integration, new ImportSelection([held.Id]));
        Assert.Equal((0, "container_questioned"), (named.Imported, Assert.Single(named.Failures).Code));

        // "Keep it" is the mapping it has, said by a person: then the device flows.
        await MappingTree.MapAsync(world, integration, "z", "Zwicky Dental");
        Assert.Null((await MappingTree.RowAsync(world, integration, "z")).Question);
        await world.SyncAsync(integration);
        Assert.Equal(2, (await world.DevicesAsync()).Count(d => d.Company.Name == "Zwicky Dental"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_name_that_fits_nobody_else_or_goes_back_asks_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);

        Rename(world, "z", "Front office");
        await world.SyncAsync(integration);
        Assert.Null((await MappingTree.RowAsync(world, integration, "z")).Question);

        Rename(world, "z", "Brightwater Yoga");
        await world.SyncAsync(integration);
        Assert.NotNull((await MappingTree.RowAsync(world, integration, "z")).Question);
        await world.SyncAsync(integration);
        Assert.NotNull((await MappingTree.RowAsync(world, integration, "z")).Question);

        Rename(world, "z", "Zwicky Dental");
        await world.SyncAsync(integration);
        Assert.Null((await MappingTree.RowAsync(world, integration, "z")).Question);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_container_that_is_moved_below_another_company_asks(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("lab", "Lab", "z"));
        world.Vendor.Containers.Add(new ContainerRecord("b", "Brightwater Yoga", null));
        world.Vendor.Devices.Add(PaperVendor.Device("2", "lab"));
        await world.SyncAsync(integration);
        await MappingTree.MapAsync(world, integration, "b", "Brightwater Yoga");
        Assert.Equal(2, (await world.DevicesAsync()).Count(d => d.Company.Name == "Zwicky Dental"));

        Reparent(world, "lab", "b");
        world.Vendor.Devices.Add(PaperVendor.Device("3", "lab"));
        await world.SyncAsync(integration);

        var row = await MappingTree.RowAsync(world, integration, "lab");
        Assert.Equal("Brightwater Yoga", row.Company?.Name);
        Assert.Equal((QuestionKind.Moved, "Zwicky Dental"), (row.Question!.Kind, row.Question.CompanyName));
        Assert.Equal(StagedStatus.Held, (await world.StagedAsync(integration, "3")).Status);
        Assert.Equal(StagedStatus.Held, (await world.StagedAsync(integration, "2")).Status);
        var named = await world.ImportAsync(integration, new ImportSelection([(await world.StagedAsync(integration, "2")).Id]));
        Assert.Equal("container_questioned", Assert.Single(named.Failures).Code);
        Assert.Equal(2, (await world.DevicesAsync()).Count(d => d.Company.Name == "Zwicky Dental"));

        Reparent(world, "lab", "z");
        await world.SyncAsync(integration);
        Assert.Null((await MappingTree.RowAsync(world, integration, "lab")).Question);
        Assert.Equal(3, (await world.DevicesAsync()).Count(d => d.Company.Name == "Zwicky Dental"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_container_that_loses_its_company_at_the_vendor_asks_and_keeps_its_devices(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("lab", "Lab", "z"));
        world.Vendor.Devices.Add(PaperVendor.Device("2", "lab"));
        await world.SyncAsync(integration);

        Reparent(world, "lab", null);
        await world.SyncAsync(integration);

        var row = await MappingTree.RowAsync(world, integration, "lab");
        Assert.Null(row.Company);
        Assert.Equal((QuestionKind.Moved, "Zwicky Dental"), (row.Question!.Kind, row.Question.CompanyName));
        Assert.Equal(2, (await world.DevicesAsync()).Count(d => d.Company.Name == "Zwicky Dental"));

        await world.MapAsync(integration, "lab", null);
        Assert.Null((await MappingTree.RowAsync(world, integration, "lab")).Question);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_container_that_inherits_asks_when_its_name_fits_another_company(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("b", "Brightwater Yoga", "z"));
        world.Vendor.Containers.Add(new ContainerRecord("lab", "Lab", "z"));
        world.Vendor.Devices.Add(PaperVendor.Device("2", "b"));
        world.Vendor.Devices.Add(PaperVendor.Device("3", "lab"));

        await world.SyncAsync(integration);

        Assert.Equal(QuestionKind.New, (await MappingTree.RowAsync(world, integration, "b")).Question?.Kind);
        Assert.Null((await MappingTree.RowAsync(world, integration, "lab")).Question);
        Assert.Equal(["1", "3"], (await world.StagedAsync(integration)).Where(s => s.Status == StagedStatus.Imported).Select(s => s.ExternalId).Order());
        await MappingTree.MapAsync(world, integration, "b", "Brightwater Yoga");
        await world.SyncAsync(integration);
        Assert.Equal(1, (await world.DevicesAsync()).Count(d => d.Company.Name == "Brightwater Yoga"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_further_rename_does_not_answer_the_question_of_the_first(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        Rename(world, "z", "Brightwater Yoga");
        await world.SyncAsync(integration);

        Rename(world, "z", "BWY front office");
        await world.SyncAsync(integration);
        var question = (await MappingTree.RowAsync(world, integration, "z")).Question;
        Assert.Equal((QuestionKind.Renamed, "Zwicky Dental", "Brightwater Yoga"), (question!.Kind, question.Was, question.CompanyName));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Several_moves_ask_about_the_company_before_the_first(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        foreach (var (id, company) in ((string, string)[])[("bravo", "Brightwater Yoga"), ("november", "Northfield Vet")])
        {
            world.Vendor.Containers.Add(new ContainerRecord(id, id, null));
            await world.SyncAsync(integration);
            await MappingTree.MapAsync(world, integration, id, company);
        }

        world.Vendor.Containers.Add(new ContainerRecord("lab", "Lab", "z"));
        await world.SyncAsync(integration);
        foreach (var parent in (string[])["bravo", "november", "bravo"])
        {
            Reparent(world, "lab", parent);
            Rename(world, "lab", $"Lab, once in {parent.Length}");
            await world.SyncAsync(integration);
            Assert.Equal("Zwicky Dental", (await MappingTree.RowAsync(world, integration, "lab")).Question?.CompanyName);
        }

        Reparent(world, "lab", "z");
        await world.SyncAsync(integration);
        Assert.Null((await MappingTree.RowAsync(world, integration, "lab")).Question);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_person_left_unmapped_asks_when_the_vendor_moves_it_below_a_company(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("free", "Free", null));
        world.Vendor.Devices.Add(PaperVendor.Device("2", "free"));
        await world.SyncAsync(integration);
        await world.MapAsync(integration, "free", await world.CompanyAsync("Brightwater Yoga"));
        await world.MapAsync(integration, "free", null);

        Reparent(world, "free", "z");
        await world.SyncAsync(integration);

        var question = (await MappingTree.RowAsync(world, integration, "free")).Question;
        Assert.Equal((QuestionKind.Moved, "no company", null), (question!.Kind, question.Was, question.CompanyId));
        Assert.Equal(StagedStatus.Held, (await world.StagedAsync(integration, "2")).Status);
        Assert.Single(await world.DevicesAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Undoing_an_answer_brings_the_question_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        Rename(world, "z", "Brightwater Yoga");
        await world.SyncAsync(integration);
        var answer = await MappingTree.MapAsync(world, integration, "z", "Brightwater Yoga");

        await MappingTree.UndoAsync(world, integration, answer.BatchId);

        var row = await MappingTree.RowAsync(world, integration, "z");
        Assert.Equal(("Zwicky Dental", QuestionKind.Renamed), (row.Company?.Name, row.Question?.Kind));
        var audit = await world.Get<ListAudit>().RunAsync(world.Owner, new PageRequest(), Token).Ok();
        Assert.Contains(audit.Items, e => e.Action == "containers.changed_at_vendor");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_that_comes_after_the_rename_asks_at_the_next_sync(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await ImportedAsync(world);
        Rename(world, "z", "Calloway Roofing");
        await world.SyncAsync(integration);
        Assert.Null((await MappingTree.RowAsync(world, integration, "z")).Question);

        await world.CompanyAsync("Calloway Roofing");
        await world.SyncAsync(integration);
        var question = (await MappingTree.RowAsync(world, integration, "z")).Question;
        Assert.Equal(("Zwicky Dental", "Calloway Roofing"), (question?.Was, question?.CompanyName));

        // Said once more, the mapping is about the name it has now.
        await MappingTree.MapAsync(world, integration, "z", "Zwicky Dental");
        await world.SyncAsync(integration);
        Assert.Null((await MappingTree.RowAsync(world, integration, "z")).Question);
    }

    // One container with one imported device, of a type with Auto-Sync.
    private static async Task<IntegrationId> ImportedAsync(TestWorld world)
    {
        await world.CompanyAsync("Brightwater Yoga");
        world.Vendor.Containers.Add(new ContainerRecord("z", "Zwicky Dental", null));
        world.Vendor.Devices.Add(PaperVendor.Device("1", "z"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await MappingTree.MapAsync(world, integration, "z", "Zwicky Dental");
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "box", new ProviderTypeChange(AutoSync: true), Token).Ok();
        await world.SyncAsync(integration);
        Assert.Single(await world.DevicesAsync());
        return integration;
    }

    private static void Rename(TestWorld world, string id, string name) => Replace(world, id, old => new ContainerRecord(id, name, old.ParentId));

    private static void Reparent(TestWorld world, string id, string? parent) => Replace(world, id, old => new ContainerRecord(id, old.Name, parent));

    private static void Replace(TestWorld world, string id, Func<ContainerRecord, ContainerRecord> change)
    {
        var at = world.Vendor.Containers.FindIndex(c => c.ExternalId == id);
        world.Vendor.Containers[at] = change(world.Vendor.Containers[at]);
    }
}
