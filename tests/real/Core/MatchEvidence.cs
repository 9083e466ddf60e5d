using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class MatchEvidence
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_mapping_by_hand_teaches_the_name_to_every_integration(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var company = await world.CompanyAsync("Zwicky Dental");
        world.Vendor.Containers.AddRange([new ContainerRecord("t", "Toothfairy Partners", null), new ContainerRecord("m", "Macs", null)]);
        var first = await world.ConnectPaperAsync();
        world.Vendor.Account = new("paper-2", "Another account");
        var second = await world.ConnectPaperAsync();
        await world.DrainAsync();
        Assert.Empty((await MappingTree.QuickMatchAsync(world, second, apply: false)).Applied);

        await world.MapAsync(first, "t", company);
        await world.MapAsync(first, "m", company);

        var match = Assert.Single((await MappingTree.QuickMatchAsync(world, second, apply: false)).Applied);
        Assert.Equal(("Toothfairy Partners", company.Value), (match.ContainerName, match.CompanyId));
        Assert.Contains(match.Evidence, e => e.Contains("alias", StringComparison.Ordinal));

        // A person who takes the mapping back takes the lesson back; one that says nothing was never learned.
        var alias = Assert.Single(await world.Get<ListAliases>().RunAsync(world.Owner, company, Token).Ok());
        Assert.Equal("Toothfairy Partners", alias.Name);
        await world.MapAsync(first, "t", await world.CompanyAsync("Somebody else"));
        Assert.Empty(await world.Get<ListAliases>().RunAsync(world.Owner, company, Token).Ok());
        Assert.Equal("Somebody else", Assert.Single((await MappingTree.QuickMatchAsync(world, second, apply: false)).Applied).CompanyName);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_alias_that_is_forgotten_is_used_no_more(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var company = await world.CompanyAsync("Zwicky Dental");
        world.Vendor.Containers.Add(new ContainerRecord("t", "Toothfairy Partners", null));
        var first = await world.ConnectPaperAsync();
        world.Vendor.Account = new("paper-2", "Another account");
        var second = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(first, "t", company);
        var alias = Assert.Single(await world.Get<ListAliases>().RunAsync(world.Owner, company, Token).Ok());

        await world.Get<ForgetAlias>().RunAsync(world.Owner, company, new CompanyAliasId(alias.Id), Token).Ok();

        Assert.Empty((await MappingTree.QuickMatchAsync(world, second, apply: false)).Applied);
        Assert.Equal("Zwicky Dental", (await MappingTree.RowAsync(world, first, "t")).Company?.Name);
        Assert.Equal("not_found", (await world.Get<ForgetAlias>().RunAsync(world.OtherOwner, company, new CompanyAliasId(alias.Id), Token)).Refusal?.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Serial_numbers_that_are_known_propose_their_company_and_hold_back_another(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        foreach (var name in (string[])["Zwicky Dental", "Brightwater Yoga"])
            await world.CompanyAsync(name);
        world.Vendor.Containers.Add(new ContainerRecord("z", "Zwicky Dental", null));
        string[] serials = [.. Enumerable.Range(0, 6).Select(i => $"C02XK{i}ABJGH5")];
        world.Vendor.Devices.AddRange(serials.Select((serial, i) => PaperVendor.Device($"{i}", "z", serial: serial)));
        var first = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await MappingTree.QuickMatchAsync(world, first);

        // A second account: one container with those devices and a name that says nothing, one whose name says another company.
        world.Vendor.Account = new("paper-2", "Another account");
        world.Vendor.Containers.Clear();
        world.Vendor.Devices.Clear();
        world.Vendor.Containers.AddRange([new ContainerRecord("pool", "Pool 7", null), new ContainerRecord("b", "Brightwater Yoga", null)]);
        world.Vendor.Devices.AddRange(serials.Take(5).Select((serial, i) => PaperVendor.Device($"p{i}", "pool", serial: serial)));
        world.Vendor.Devices.Add(PaperVendor.Device("p9", "pool", serial: "C02NEW1ABJGH5"));
        world.Vendor.Devices.AddRange(Enumerable.Range(0, 4).Select(i => PaperVendor.Device($"x{i}", "pool", serial: "To Be Filled By O.E.M.")));
        world.Vendor.Devices.AddRange(serials.Take(3).Select((serial, i) => PaperVendor.Device($"b{i}", "b", serial: serial)));
        var second = await world.ConnectPaperAsync();
        await world.DrainAsync();

        var result = await MappingTree.QuickMatchAsync(world, second);

        Assert.Empty(result.Applied);
        var pool = Assert.Single(result.Proposed, p => p.ContainerName == "Pool 7").Candidates[0];
        Assert.Equal("Zwicky Dental", pool.CompanyName);
        Assert.Contains("5 of 6 serial numbers are known as Zwicky Dental's", pool.Evidence);
        Assert.InRange(pool.Confidence, 0.8, 0.95);
        var contested = Assert.Single(result.Proposed, p => p.ContainerName == "Brightwater Yoga");
        Assert.Equal(["Brightwater Yoga", "Zwicky Dental"], contested.Candidates.Select(c => c.CompanyName).Order());
        Assert.Empty(await world.StagedAsync(second));

        // Twin: without the serial numbers the name alone would have been applied.
        world.Vendor.Devices.Clear();
        await world.SyncAsync(second);
        Assert.Equal(["Brightwater Yoga"], (await MappingTree.QuickMatchAsync(world, second)).Applied.Select(m => m.ContainerName));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_that_comes_later_is_proposed_for_what_was_left_unmapped(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.CompanyAsync("Somebody else");
        world.Vendor.Containers.AddRange([new ContainerRecord("z", "Zwicky Dental", null), new ContainerRecord("b", "Brightwater Yoga", null), new ContainerRecord("n", "Northfield Vet", null)]);
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        Assert.Equal(3, (await MappingTree.QuickMatchAsync(world, integration)).Unmatched);
        await world.MapAsync(integration, "b", await world.CompanyAsync("Somebody else"));
        await world.MapAsync(integration, "b", null);
        await world.SkipAsync(integration, "n");

        world.Clock.Shift(TimeSpan.FromMinutes(1));
        foreach (var name in (string[])["Zwicky Dental", "Brightwater Yoga", "Northfield Vet"])
            await world.CompanyAsync(name);
        var result = await MappingTree.QuickMatchAsync(world, integration);

        Assert.Equal(["Zwicky Dental"], result.Applied.Select(m => m.ContainerName));
        var proposed = Assert.Single(result.Proposed);
        Assert.Equal("Brightwater Yoga", proposed.ContainerName);
        Assert.Contains("You left it unmapped before this company was added", proposed.Candidates[0].Evidence);

        // Said again with the company there to choose, it is not asked about any more.
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        await world.MapAsync(integration, "b", null);
        Assert.Empty((await MappingTree.QuickMatchAsync(world, integration)).Proposed);
    }
}
