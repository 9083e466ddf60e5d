using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class MappingUndo
{
    private static readonly string[] Names = ["Zwicky Dental", "Brightwater Yoga", "Northfield Veterinary"];

    [Theory, ClassData(typeof(Engines))]
    public async Task Undoing_a_whole_quick_match_leaves_no_trace_of_it(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await NamesakesAsync(world);
        var before = await DatabaseDump.TakeAsync(world.Databases, "containers");
        var applied = await MappingTree.QuickMatchAsync(world, integration);
        Assert.Equal(3, applied.Applied.Count);
        Assert.Equal("not_found", (await world.Get<GetMappingBatch>().RunAsync(world.OtherOwner, integration, new MappingBatchId(applied.BatchId!.Value), new PageRequest(), Token)).Refusal?.Code);
        Assert.Equal("not_found", (await world.Get<UndoMappings>().RunAsync(world.OtherOwner, integration, new MappingBatchId(applied.BatchId!.Value), null, Token)).Refusal?.Code);

        var undone = await MappingTree.UndoAsync(world, integration, applied.BatchId);

        Assert.Equal((3, 0), (undone.Restored, undone.Kept.Count));
        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases, "containers"));
        Assert.Equal("nothing_to_undo", (await world.Get<UndoMappings>().RunAsync(world.Owner, integration, new MappingBatchId(applied.BatchId!.Value), null, Token)).Refusal?.Code);
        var batch = Assert.Single((await world.Get<ListMappingBatches>().RunAsync(world.Owner, integration, new PageRequest(), Token).Ok()).Items);
        Assert.Equal((MappingBatchKind.QuickMatched, 3, 0), (batch.Kind, batch.Containers, batch.Standing));
        Assert.NotNull(batch.UndoneAt);
        Assert.Equal(3, (await MappingTree.QuickMatchAsync(world, integration, apply: false)).Applied.Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Undoing_one_match_is_a_persons_decision_and_what_came_later_stays(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await NamesakesAsync(world);
        var applied = await MappingTree.QuickMatchAsync(world, integration);

        await MappingTree.UndoAsync(world, integration, applied.BatchId, Names[0]);
        await MappingTree.MapAsync(world, integration, Names[1], "Somebody else");
        var undone = await MappingTree.UndoAsync(world, integration, applied.BatchId);

        Assert.Equal(1, undone.Restored);
        Assert.Equal((Names[1], "It was changed again since."), (Assert.Single(undone.Kept).Name, undone.Kept[0].Why));
        Assert.Equal("Somebody else", (await MappingTree.RowAsync(world, integration, Names[1])).Company?.Name);
        var again = await MappingTree.QuickMatchAsync(world, integration);
        Assert.Equal([Names[2]], again.Applied.Select(m => m.ContainerName));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Many_are_changed_at_once_and_undone_at_once(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await NamesakesAsync(world);
        ContainerId[] all = [.. (await world.ContainersAsync(integration)).Select(c => new ContainerId(c.Id))];
        var map = world.Get<MapContainers>();
        await map.RunAsync(world.Owner, integration, all, new ContainerDecision((await world.CompanyAsync("A")).Value), Token).Ok();
        await world.DrainAsync();
        Assert.Equal(["1:A", "2:A", "3:A"], await MappingTree.StagedAsync(world, integration));

        var skipped = await map.RunAsync(world.Owner, integration, all, new ContainerDecision(null, Skip: true), Token).Ok();
        Assert.Equal((3, 3, 0), (skipped.Changed, skipped.StagedRemoved, skipped.ImportedKept));
        Assert.Empty(await world.StagedAsync(integration));
        await MappingTree.UndoAsync(world, integration, skipped.BatchId);
        Assert.Equal(["1:A", "2:A", "3:A"], await MappingTree.StagedAsync(world, integration));

        // One that is not there, or named twice, changes nothing of the others.
        Assert.Equal("not_found", (await map.RunAsync(world.Owner, integration, [.. all, new ContainerId(Guid.NewGuid())], new ContainerDecision(null), Token)).Refusal?.Code);
        Assert.Equal("invalid_value", (await map.RunAsync(world.Owner, integration, [all[0], all[0]], new ContainerDecision(null), Token)).Refusal?.Code);
        Assert.Equal("invalid_value", (await map.RunAsync(world.Owner, integration, [], new ContainerDecision(null), Token)).Refusal?.Code);
        Assert.Equal("invalid_value", (await map.RunAsync(world.Owner, integration, all, new ContainerDecision(Guid.NewGuid(), Skip: true), Token)).Refusal?.Code);
        Assert.All(await world.ContainersAsync(integration), c => Assert.Equal("A", c.Company?.Name));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_review_leaves_matches_out_and_adds_picks_in_one_batch(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await NamesakesAsync(world);
        Guid Id(string name) => world.ContainerAsync(integration, name).GetAwaiter().GetResult().Id.Value;
        var other = await world.CompanyAsync("Somebody else");
        Guid named(string name) => world.CompanyAsync(name).GetAwaiter().GetResult().Value;

        var result = await MappingTree.QuickMatchAsync(world, integration, review: new QuickMatchReview(
            new Dictionary<Guid, Guid> { [Id(Names[1])] = named(Names[1]), [Id(Names[2])] = named(Names[2]) }, new Dictionary<Guid, Guid> { [Id(Names[1])] = other.Value }));

        Assert.Equal([Names[2]], result.Applied.Select(m => m.ContainerName));
        var rows = (await world.ContainersAsync(integration)).ToDictionary(c => c.Name);
        Assert.Equal((null, null), (rows[Names[0]].Company, rows[Names[0]].DecidedBy));
        Assert.Equal(("Somebody else", MappingMethod.Manual), (rows[Names[1]].Company?.Name, rows[Names[1]].Method));
        Assert.Equal((Names[2], MappingMethod.QuickMatch), (rows[Names[2]].Company?.Name, rows[Names[2]].Method));
        Assert.Equal(2, (await MappingTree.UndoAsync(world, integration, result.BatchId)).Restored);
        Assert.All(await world.ContainersAsync(integration), c => Assert.Null(c.Company));
    }

    // Three containers with the names of three companies, each with a device.
    private static async Task<IntegrationId> NamesakesAsync(TestWorld world)
    {
        foreach (var name in Names)
        {
            await world.CompanyAsync(name);
            world.Vendor.Containers.Add(new ContainerRecord(name, name, null));
            world.Vendor.Devices.Add(PaperVendor.Device($"{world.Vendor.Devices.Count + 1}", name));
        }

        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        return integration;
    }
}
