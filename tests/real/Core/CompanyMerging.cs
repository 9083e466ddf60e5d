using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class CompanyMerging
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Merging_moves_mappings_devices_and_aliases_and_can_be_undone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappingTree.TreeAsync(world);
        await MappingTree.MapAsync(world, integration, "top", "Old");
        await MappingTree.MapAsync(world, integration, "leaf", "New");
        await world.Get<MSPortal.Connectors.Core.DeviceTypes.QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        var (old, @new) = (await world.CompanyAsync("Old"), await world.CompanyAsync("New"));
        string[] tables = ["containers", "devices", "companies", "company_aliases"];
        var before = await DatabaseDump.TakeAsync(world.Databases, tables);

        var merge = await world.Get<MergeCompanies>().RunAsync(world.Owner, old, @new, Token).Ok();

        Assert.Equal((1, 2, 1), (merge.Containers, merge.Devices, merge.Aliases));
        Assert.Equal("not_found", (await world.Get<GetCompany>().RunAsync(world.Owner, old, Token)).Refusal?.Code);
        Assert.All(await world.DevicesAsync(), d => Assert.Equal("New", d.Company.Name));
        Assert.All(await world.ContainersAsync(integration), c => Assert.Equal("New", c.Company?.Name));
        Assert.Equal(["Old", "top"], (await world.Get<ListAliases>().RunAsync(world.Owner, @new, Token).Ok()).Select(a => a.Name).Order(StringComparer.Ordinal));
        var run = await world.SyncAsync(integration);
        Assert.Equal((3, 0), (run.Counters.Unchanged, run.Counters.Held));

        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(merge.Id), Token).Ok();
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, tables));
        Assert.Equal("merge_undone", (await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(merge.Id), Token)).Refusal?.Code);
        Assert.NotNull(Assert.Single((await world.Get<ListCompanyMerges>().RunAsync(world.Owner, new PageRequest(), Token)).Items).UndoneAt);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_decided_after_a_merge_survives_its_undo(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappingTree.TreeAsync(world);
        await MappingTree.MapAsync(world, integration, "top", "Old");
        await MappingTree.MapAsync(world, integration, "leaf", "Old");
        var merge = await world.Get<MergeCompanies>().RunAsync(world.Owner, await world.CompanyAsync("Old"), await world.CompanyAsync("New"), Token).Ok();
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await MappingTree.MapAsync(world, integration, "leaf", "New");

        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(merge.Id), Token).Ok();

        Assert.Equal(["leaf:New", "middle:Old", "top:Old"], (await world.ContainersAsync(integration)).Select(c => $"{c.Name}:{c.Company?.Name}").Order());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_go_back_with_their_container_and_merges_are_undone_from_the_last(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappingTree.TreeAsync(world);
        await MappingTree.MapAsync(world, integration, "top", "Old");
        await MappingTree.MapAsync(world, integration, "leaf", "Old");
        await world.Get<MSPortal.Connectors.Core.DeviceTypes.QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        var (first, second) = (await MergeAsync(world, "Old", "New"), await MergeAsync(world, "New", "Newest"));
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        world.Vendor.Devices.Add(PaperVendor.Device("4", "middle"));
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);

        Assert.Equal("merged_further", (await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, first, Token)).Refusal?.Code);
        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, second, Token).Ok();
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await MappingTree.MapAsync(world, integration, "leaf", "New");
        await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, first, Token).Ok();

        Assert.Equal(["Device 1:Old", "Device 2:Old", "Device 3:New", "Device 4:Old"], (await world.DevicesAsync()).Select(d => $"{d.Name}:{d.Company.Name}").Order());
        Assert.Equal(0, (await world.SyncAsync(integration)).Counters.Held);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_companys_own_name_is_none_of_its_aliases(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await MappingTree.TreeAsync(world);
        await MappingTree.MapAsync(world, integration, "top", "Old");
        var stays = await world.CompanyAsync("Top");

        await world.Get<MergeCompanies>().RunAsync(world.Owner, await world.CompanyAsync("Old"), stays, Token).Ok();

        Assert.Equal(["Old"], (await world.Get<ListAliases>().RunAsync(world.Owner, stays, Token).Ok()).Select(a => a.Name));
    }

    private static async Task<CompanyMergeId> MergeAsync(TestWorld world, string from, string into) =>
        new((await world.Get<MergeCompanies>().RunAsync(world.Owner, await world.CompanyAsync(from), await world.CompanyAsync(into), Token).Ok()).Id);

    [Theory, ClassData(typeof(Engines))]
    public async Task A_merge_that_makes_no_sense_is_refused(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (a, b) = (await world.CompanyAsync("A"), await world.CompanyAsync("B"));
        var merge = world.Get<MergeCompanies>();

        Assert.Equal("invalid_value", (await merge.RunAsync(world.Owner, a, a, Token)).Refusal?.Code);
        Assert.Equal("not_found", (await merge.RunAsync(world.OtherOwner, a, b, Token)).Refusal?.Code);
        Assert.Equal("not_allowed", (await merge.RunAsync(world.Owner with { Role = Role.Viewer }, a, b, Token)).Refusal?.Code);
        var done = await merge.RunAsync(world.Owner, a, b, Token).Ok();
        await world.CompanyAsync("a");
        Assert.Equal("company_exists", (await world.Get<UndoCompanyMerge>().RunAsync(world.Owner, new CompanyMergeId(done.Id), Token)).Refusal?.Code);
        Assert.Equal("not_found", (await world.Get<UndoCompanyMerge>().RunAsync(world.OtherOwner, new CompanyMergeId(done.Id), Token)).Refusal?.Code);
    }
}
