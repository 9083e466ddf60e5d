using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class QuickMatching
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_dry_run_writes_nothing_and_tells_what_the_real_one_does(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        var before = await DatabaseDump.TakeAsync(world.Databases);

        var dry = await MatchAsync(world, integration, apply: false);

        Assert.Equal(before, await DatabaseDump.TakeAsync(world.Databases));
        Assert.Equal(0, world.Wakes.Count);
        Assert.NotEmpty(dry.Applied);

        var real = await MatchAsync(world, integration, apply: true);
        Assert.Equal(dry.Applied.Select(m => (m.ContainerId, m.CompanyId)), real.Applied.Select(m => (m.ContainerId, m.CompanyId)));
        Assert.NotEqual(before, await DatabaseDump.TakeAsync(world.Databases));
        Assert.All((await world.ContainersAsync(integration)).Where(c => c.Company is not null), c =>
        {
            Assert.Equal(c.InheritedFrom is null ? MappingMethod.QuickMatch : MappingMethod.Inherited, c.Method);
            Assert.Equal(c.InheritedFrom is null, c.Confidence >= 0.95);
            Assert.NotEmpty(c.Evidence);
        });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_person_mapped_unmapped_or_skipped_stays_as_it_is(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        string[] names = ["Zwicky Dental", "Brightwater Yoga", "Northfield Vet", "Calloway Roofing"];
        var other = await world.CompanyAsync("Somebody else entirely");
        foreach (var name in names)
        {
            await world.CompanyAsync(name);
            world.Vendor.Containers.Add(new ContainerRecord(name, name, null));
        }

        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, names[0], other);
        await world.MapAsync(integration, names[1], other);
        await world.MapAsync(integration, names[1], null);
        await world.SkipAsync(integration, names[2]);

        var result = await MatchAsync(world, integration, apply: true);

        Assert.Equal([names[3]], result.Applied.Select(m => m.ContainerName));
        Assert.Empty(result.Proposed);
        var containers = (await world.ContainersAsync(integration)).ToDictionary(c => c.Name);
        Assert.Equal(("Somebody else entirely", MappingMethod.Manual), (containers[names[0]].Company?.Name, containers[names[0]].Method));
        Assert.Equal((null, false, world.Owner.Name), (containers[names[1]].Company, containers[names[1]].IsSkipped, containers[names[1]].DecidedBy));
        Assert.Equal((null, true), (containers[names[2]].Company, containers[names[2]].IsSkipped));

        // Twin: without the mark of a person's decision the same container is taken.
        await using var db = world.Open();
        await db.Containers.ExecuteUpdateAsync(c => c.SetProperty(x => x.IsDecidedByPerson, false), Token);
        Assert.Equal([names[1]], (await MatchAsync(world, integration, apply: true)).Applied.Select(m => m.ContainerName));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_decision_made_while_it_thinks_wins(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        var sure = (await MatchAsync(world, integration, apply: false)).Applied[0];
        var other = await world.CompanyAsync("Somebody else entirely");

        // Quick Match looks at the clock after it has matched and before it writes: at that moment a person decides.
        Task? deciding = null;
        world.Clock.WhenRead = () =>
        {
            world.Clock.WhenRead = null;
            deciding = Task.Run(() => DecideAsync(world, integration, sure.ContainerId, other), Token);
            deciding.Wait(Token);
        };
        var result = await MatchAsync(world, integration, apply: true);

        Assert.NotNull(deciding);
        Assert.DoesNotContain(result.Applied, m => m.ContainerId == sure.ContainerId);
        Assert.Equal("Somebody else entirely", (await world.ContainersAsync(integration)).Single(c => c.Id == sure.ContainerId).Company?.Name);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Renaming_and_moving_policies_never_changes_a_mapping(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.StageAsync();
        var before = (await world.ContainersAsync(integration)).ToDictionary(c => c.ExternalId, c => c.Company!.Name);
        var names = world.Fleet.Companies;
        foreach (var (policy, i) in world.Fleet.Policies.Select((p, i) => (p, i)))
            world.Fleet.RenamePolicy(policy.PolicyId, names[(i + 1) % names.Count]);
        world.Fleet.ReparentPolicy(world.Fleet.Policies[0].PolicyId, world.Fleet.Policies[^1].PolicyId);

        await world.SyncAsync(integration);
        var result = await MatchAsync(world, integration, apply: true);

        Assert.Empty(result.Applied);
        Assert.Equal(before, (await world.ContainersAsync(integration)).ToDictionary(c => c.ExternalId, c => c.Company!.Name));
    }

    private static Task<QuickMatchResult> MatchAsync(TestWorld world, MSPortal.Connectors.Core.Integrations.IntegrationId integration, bool apply) =>
        world.Get<QuickMatchContainers>().RunAsync(world.Owner, integration, apply, null, Token).Ok();

    private static Task<MappingChanged> DecideAsync(
        TestWorld world,
        MSPortal.Connectors.Core.Integrations.IntegrationId integration,
        Guid container,
        MSPortal.Connectors.Core.Companies.CompanyId? company) =>
        world.Get<MapContainers>().RunAsync(world.Owner, integration, [new ContainerId(container)], new ContainerDecision(company?.Value), Token).Ok();
}
