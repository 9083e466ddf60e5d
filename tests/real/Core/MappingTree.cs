using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class MappingTree
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_container_without_its_own_mapping_takes_the_nearest_one_above(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TreeAsync(world);
        await MapAsync(world, integration, "top", "A");

        var inherited = await RowAsync(world, integration, "leaf");
        Assert.Equal(("A", MappingMethod.Inherited, "top", false), (inherited.Company?.Name, inherited.Method, inherited.InheritedFrom, inherited.HasOwnMapping));
        Assert.Equal(["Inherited from top"], inherited.Evidence);
        Assert.Equal(["A", "A", "A"], (await world.StagedAsync(integration)).Select(s => s.Company?.Name));

        // An override holds for what is below it, and its end gives back what is above.
        await MapAsync(world, integration, "middle", "B");
        Assert.Equal(["1:A", "2:B", "3:B"], await StagedAsync(world, integration));
        await world.MapAsync(integration, "middle", null);
        Assert.Equal(["1:A", "2:A", "3:A"], await StagedAsync(world, integration));

        // Never map is inherited too, and takes what is not imported out of staging.
        await world.SkipAsync(integration, "middle");
        await world.DrainAsync();
        Assert.Equal(["1:A"], await StagedAsync(world, integration));
        Assert.True((await RowAsync(world, integration, "leaf")).IsSkipped);
        var list = await world.Get<ListContainers>().RunAsync(world.Owner, integration, ContainerFilter.Skipped, new PageRequest(), Token).Ok();
        Assert.Equal((3, 1, 0, 2), (list.All, list.Mapped, list.Unmapped, list.Skipped));
        Assert.Equal(["leaf", "middle"], list.Page.Items.Select(c => c.Name).Order());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_devices_of_a_new_container_below_a_mapped_one_are_fetched_at_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TreeAsync(world);
        await MapAsync(world, integration, "top", "A");
        world.Vendor.Containers.Add(new ContainerRecord("lab", "lab", "middle"));
        world.Vendor.Devices.Add(PaperVendor.Device("4", "lab"));

        await world.SyncAsync(integration, MSPortal.Connectors.Core.Sync.SyncScope.Containers);

        Assert.Equal(["1:A", "2:A", "3:A", "4:A"], await StagedAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Applying_to_children_takes_mappings_below_away_but_not_never_map(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TreeAsync(world);
        world.Vendor.Containers.Add(new ContainerRecord("spare", "spare", "top"));
        await world.SyncAsync(integration);
        await MapAsync(world, integration, "top", "A");
        await MapAsync(world, integration, "leaf", "B");
        await world.SkipAsync(integration, "spare");

        var changed = await world.Get<ApplyToChildren>().RunAsync(world.Owner, integration, (await world.ContainerAsync(integration, "top")).Id, Token).Ok();

        Assert.Equal((1, 0), (changed.Changed, changed.Inherited));
        Assert.Equal(["1:A", "2:A", "3:A"], await StagedAsync(world, integration));
        Assert.True((await RowAsync(world, integration, "spare")).IsSkipped);
        await UndoAsync(world, integration, changed.BatchId);
        Assert.Equal(["1:A", "2:A", "3:B"], await StagedAsync(world, integration));

        var refusal = (await world.Get<ApplyToChildren>().RunAsync(world.Owner, integration, (await world.ContainerAsync(integration, "spare")).Id, Token)).Refusal;
        Assert.Equal("container_unmapped", refusal?.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_root_for_clients_passes_nothing_down(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await TreeAsync(world);
        await MapAsync(world, integration, "top", "A");

        var changed = await world.Get<ChooseRoot>().RunAsync(world.Owner, integration, (await world.ContainerAsync(integration, "middle")).Id, Token).Ok();
        Assert.Equal((2, 2), (changed.Inherited, changed.StagedRemoved));
        Assert.Equal(["1:A"], await StagedAsync(world, integration));
        Assert.Equal("container_is_root", (await world.Get<ApplyToChildren>().RunAsync(world.Owner, integration, (await world.ContainerAsync(integration, "top")).Id, Token)).Refusal?.Code);
        Assert.Equal((await world.ContainerAsync(integration, "middle")).Id.Value, (await world.IntegrationAsync(integration)).RootContainerId);

        await world.Get<ChooseRoot>().RunAsync(world.Owner, integration, null, Token).Ok();
        await world.DrainAsync();
        Assert.Equal(["1:A", "2:A", "3:A"], await StagedAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Quick_Match_maps_the_top_of_a_company_and_lets_the_rest_inherit(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("Zwicky Dental");
        world.Vendor.Containers.AddRange([
            new ContainerRecord("z", "Zwicky Dental", null),
            new ContainerRecord("zm", "Zwicky Dental - Macs", "z"),
            new ContainerRecord("zl", "Front desk", "zm"),
        ]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var result = await QuickMatchAsync(world, integration);

        Assert.Equal(["Zwicky Dental"], result.Applied.Select(m => m.ContainerName));
        Assert.Equal((0, 0), (result.Proposed.Count, result.Unmatched));
        Assert.All(await world.ContainersAsync(integration), c => Assert.Equal("Zwicky Dental", c.Company?.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Quick_Match_never_lets_many_clients_inherit_the_name_of_the_group_above(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        string[] clients = ["Zwicky Dental", "Brightwater Yoga", "Northfield Veterinary"];
        foreach (var name in clients.Append("Calloway Managed Services"))
            await world.CompanyAsync(name);
        world.Vendor.Containers.Add(new ContainerRecord("msp", "Calloway Managed Services", null));
        world.Vendor.Containers.AddRange(clients.Append("Unknown Ventures").Select(name => new ContainerRecord(name, name, "msp")));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var result = await QuickMatchAsync(world, integration);

        Assert.Equal(clients.Order(), result.Applied.Select(m => m.ContainerName).Order());
        var group = Assert.Single(result.Proposed);
        Assert.Equal("Calloway Managed Services", group.ContainerName);
        Assert.Contains(group.Candidates[0].Evidence, e => e.StartsWith("What is below it fits other companies", StringComparison.Ordinal));
        Assert.Null((await RowAsync(world, integration, "Unknown Ventures")).Company);

        // Once a person says that the clients are inside it, it is not asked about at all.
        await world.Get<ChooseRoot>().RunAsync(world.Owner, integration, (await world.ContainerAsync(integration, "msp")).Id, Token).Ok();
        Assert.Empty((await QuickMatchAsync(world, integration)).Proposed);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Orphans_and_loops_are_containers_at_the_top(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Containers.AddRange([
            new ContainerRecord("a", "a", "c"), new ContainerRecord("b", "b", "a"), new ContainerRecord("c", "c", "b"),
            new ContainerRecord("orphan", "orphan", "nobody"), new ContainerRecord("self", "self", "self"),
        ]);
        world.Vendor.Containers.AddRange(Enumerable.Range(0, 1_000).Select(i => new ContainerRecord($"deep{i}", $"deep{i}", i == 0 ? "orphan" : $"deep{i - 1}")));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();

        await MapAsync(world, integration, "a", "A");
        await MapAsync(world, integration, "orphan", "B");

        var rows = (await world.ContainersAsync(integration)).ToDictionary(c => c.Name);
        Assert.Equal(1_005, rows.Count);
        Assert.Equal(("A", null, null, null), (rows["a"].Company?.Name, rows["b"].Company, rows["c"].Company, rows["self"].Company));
        Assert.Equal(("B", 1_000), (rows["deep999"].Company?.Name, rows["deep999"].Depth));
        Assert.StartsWith("\u2026 / ", rows["deep999"].Path, StringComparison.Ordinal);
    }

    internal static async Task<IntegrationId> TreeAsync(TestWorld world)
    {
        world.Vendor.Containers.AddRange([new ContainerRecord("top", "top", null), new ContainerRecord("middle", "middle", "top"), new ContainerRecord("leaf", "leaf", "middle")]);
        world.Vendor.Devices.AddRange([PaperVendor.Device("1", "top"), PaperVendor.Device("2", "middle"), PaperVendor.Device("3", "leaf")]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        return integration;
    }

    internal static async Task<MappingChanged> MapAsync(TestWorld world, IntegrationId integration, string container, string company)
    {
        var changed = await world.MapAsync(integration, container, await world.CompanyAsync(company));
        await world.DrainAsync();
        return changed;
    }

    internal static async Task<MappingsUndone> UndoAsync(TestWorld world, IntegrationId integration, Guid? batch, params string[] only)
    {
        List<ContainerId> ids = [];
        foreach (var container in only)
            ids.Add((await world.ContainerAsync(integration, container)).Id);
        var undone = await world.Get<UndoMappings>().RunAsync(world.Owner, integration, new MappingBatchId(batch!.Value), only.Length == 0 ? null : ids, Token).Ok();
        await world.DrainAsync();
        return undone;
    }

    internal static async Task<ContainerView> RowAsync(TestWorld world, IntegrationId integration, string externalId) =>
        (await world.ContainersAsync(integration)).Single(c => c.ExternalId == externalId);

    internal static async Task<IEnumerable<string>> StagedAsync(TestWorld world, IntegrationId integration) =>
        (await world.StagedAsync(integration)).Select(s => $"{s.ExternalId}:{s.Company?.Name}").Order(StringComparer.Ordinal);

    internal static async Task<QuickMatchResult> QuickMatchAsync(TestWorld world, IntegrationId integration, bool apply = true, QuickMatchReview? review = null)
    {
        var result = await world.Get<QuickMatchContainers>().RunAsync(world.Owner, integration, apply, review, Token).Ok();
        await world.DrainAsync();
        return result;
    }
}
