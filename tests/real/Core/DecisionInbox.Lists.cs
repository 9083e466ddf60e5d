using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Links;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

// Putting off, several at once, who may, and many.
public sealed partial class DecisionInbox
{
    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_put_off_comes_back_at_its_time_or_when_twice_as_much_waits(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await RenamedAsync(world);
        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal("invalid_value", (await world.Get<AnswerDecisions>().RunAsync(world.Owner, decision.Id, null, world.Clock.GetUtcNow().AddSeconds(-1), Token).No()).Code);
        Assert.Equal("invalid_value", (await world.Get<AnswerDecisions>().RunAsync(world.Owner, decision.Id, "keep", world.Clock.GetUtcNow().AddDays(1), Token).No()).Code);
        var until = world.Clock.GetUtcNow().AddDays(1);

        await world.Get<AnswerDecisions>().RunAsync(world.Owner, decision.Id, null, until, Token).Ok();
        await world.Get<AnswerDecisions>().RunAsync(world.Owner, decision.Id, null, until, Token).Ok();
        Assert.Empty(await ListAsync(world));
        Assert.Equal(until, Assert.Single(await ListAsync(world, DecisionFilter.Snoozed)).SnoozedUntil!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Single(await ListAsync(world, DecisionFilter.All));

        world.Vendor.Devices.Add(PaperVendor.Device("3", "z"));
        await world.SyncAsync(integration);
        Assert.Equal(2, Assert.Single(await ListAsync(world)).Count);
        await world.Get<AnswerDecisions>().RunAsync(world.Owner, decision.Id, null, until, Token).Ok();
        Assert.Empty(await ListAsync(world));
        world.Clock.Shift(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        Assert.Single(await ListAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Several_are_answered_at_once_and_one_that_is_gone_keeps_none_back(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await RenamedAsync(world);
        world.Vendor.Devices.Add(PaperVendor.Device("9", "z", type: "tablet"));
        await world.SyncAsync(integration);
        var open = await ListAsync(world);
        Assert.Equal([DecisionKind.MappingQuestion, DecisionKind.TypeUnmapped], open.Select(d => d.Kind));
        var gone = Guid.CreateVersion7();

        var outcomes = await world.Get<AnswerDecisions>().RunForAllAsync(world.Owner, [open[0].Id, gone, open[1].Id], "recommended", null, Token).Ok();

        Assert.Equal([(open[0].Id, true, null), (gone, false, "decision_gone"), (open[1].Id, true, (string?)null)], outcomes.Select(o => (o.Id, o.Ok, o.Code)));

        // With the container's company, that of its imported device became a question.
        Assert.Equal([DecisionKind.DevicesMoved], (await ListAsync(world)).Select(d => d.Kind));
        Assert.Equal("invalid_value", (await world.Get<AnswerDecisions>().RunForAllAsync(world.Owner, [], "keep", null, Token).No()).Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Viewers_see_and_may_not_answer_and_other_tenants_see_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await RenamedAsync(world);
        var viewer = world.Owner with { Role = Role.Viewer };
        var list = await world.Get<ListDecisions>().RunAsync(viewer, DecisionFilter.Open, null, new PageRequest(), Token);
        var decision = Assert.Single(list.Items);
        Assert.Equal((1, 1), (list.Counts[DecisionKind.MappingQuestion], list.Open));

        Assert.Equal("not_allowed", (await world.Get<AnswerDecisions>().RunAsync(viewer, decision.Id, "keep", null, Token).No()).Code);
        Assert.Equal("not_allowed", (await world.Get<AnswerDecisions>().RunAsync(world.Owner with { Role = Role.Technician }, decision.Id, "keep", null, Token).No()).Code);
        Assert.Equal("decision_gone", (await world.Get<AnswerDecisions>().RunAsync(world.OtherOwner, decision.Id, "keep", null, Token).No()).Code);
        Assert.Empty((await world.Get<ListDecisions>().RunAsync(world.OtherOwner, DecisionFilter.All, null, new PageRequest(), Token)).Items);
        Assert.Equal("invalid_value", (await AnswerAsync(world, decision, "explode").No()).Code);
        Assert.Single(await ListAsync(world));
    }
}
