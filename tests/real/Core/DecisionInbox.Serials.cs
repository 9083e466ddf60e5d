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

// Serial numbers in doubt, and records that came back.
public sealed partial class DecisionInbox
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Serial_numbers_in_doubt_are_one_decision_that_can_wait_or_be_answered(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var first = await LinkWorld.ConnectAsync(world, world.Vendor, LinkWorld.Mac("1", "C02AAAAAAA01"), LinkWorld.Mac("2", "C02AAAAAAA02"));
        await world.ImportAllAsync(first);
        var second = await LinkWorld.ConnectAsync(world, world.SecondVendor, LinkWorld.Mac("x1", "C02AAAAAAA01", site: "b"), LinkWorld.Mac("x2", "C02AAAAAAA02", site: "b"));
        await world.ImportAllAsync(second);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.SerialConflict, "wait", 2, second.Value), (decision.Kind, decision.Recommended, decision.Count, decision.Integration.Id));
        await AnswerAsync(world, decision, "recommended").Ok();
        Assert.Empty(await ListAsync(world));
        world.Clock.Shift(TimeSpan.FromDays(8));
        await AnswerAsync(world, Assert.Single(await ListAsync(world)), "own").Ok();
        await world.DrainAsync();
        Assert.Empty(await ListAsync(world, DecisionFilter.All));
        Assert.Equal(4, (await world.DevicesAsync()).Count);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "split", 2)]
    [InlineData(DatabaseEngine.PostgreSql, "recommended", 2)]
    [InlineData(DatabaseEngine.Sqlite, "linkAgain", 1)]
    [InlineData(DatabaseEngine.PostgreSql, "linkAgain", 1)]
    public async Task A_record_that_is_reported_again_is_asked_about_and_not_called_a_move(DatabaseEngine engine, string answer, int devices)
    {
        await using var world = await StartAsync(engine);
        var integration = await LinkWorld.ConnectAsync(world, world.Vendor, LinkWorld.Mac("old", "C02AAAAAAA01"));
        await world.ImportAllAsync(integration);
        world.Vendor.Devices[0] = LinkWorld.Mac("new", "C02AAAAAAA01");
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        world.Vendor.Devices.Add(LinkWorld.Mac("old", "C02AAAAAAA01"));
        await world.SyncAsync(integration);

        var decision = Assert.Single(await ListAsync(world));
        Assert.Equal((DecisionKind.RecordReturned, "split", 1), (decision.Kind, decision.Recommended, decision.Count));
        await AnswerAsync(world, decision, answer).Ok();
        Assert.Empty(await ListAsync(world, DecisionFilter.All));
        Assert.Equal(devices, (await world.DevicesAsync()).Count);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "split", "device.split")]
    [InlineData(DatabaseEngine.PostgreSql, "split", "device.split")]
    [InlineData(DatabaseEngine.Sqlite, "linkAgain", "device.joined")]
    [InlineData(DatabaseEngine.PostgreSql, "linkAgain", "device.joined")]
    public async Task A_decision_that_several_answer_at_once_is_answered_once_and_gone_for_the_others(DatabaseEngine engine, string answer, string action)
    {
        await using var world = await StartAsync(engine);
        var integration = await LinkWorld.ConnectAsync(world, world.Vendor, LinkWorld.Mac("old", "C02AAAAAAA01"));
        await world.ImportAllAsync(integration);
        world.Vendor.Devices[0] = LinkWorld.Mac("new", "C02AAAAAAA01");
        await world.SyncAsync(integration);
        await world.ImportAllAsync(integration);
        world.Vendor.Devices.Add(LinkWorld.Mac("old", "C02AAAAAAA01"));
        await world.SyncAsync(integration);
        var decision = Assert.Single(await ListAsync(world));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AnswerAsync(world, decision, answer), Token)));

        Assert.Single(answers, a => a.IsOk);
        Assert.All(answers.Where(a => !a.IsOk), a => Assert.True(a.Refusal is { Kind: RefusalKind.Conflict, Code: "decision_gone" or "already_joined" }, $"{a.Refusal}"));
        await using var db = world.Open();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == action, Token));
    }
}
