using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed class HeldSyncs
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Allowing_once_marks_exactly_the_devices_that_the_held_run_missed(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await StagedAsync(world);
        world.Vendor.Devices.RemoveAll(d => d.ContainerId == "a");
        world.Vendor.Devices.Add(PaperVendor.Device("new", "b"));
        var run = await HoldAsync(world, integration);
        Assert.Equal((20, 60, 6), (run.Held!.Missing, run.Held.Present - 1, run.Held.Limit));
        Assert.Equal(new HeldContainer("Site a", 20, 20), Assert.Single(run.Held.Containers));
        Assert.Equal(10, run.Held.Sample.Count);
        Assert.StartsWith("They are missing from one container", run.Held.Cause, StringComparison.Ordinal);

        var answered = await AnswerAsync(world, integration, run, HeldAnswer.AllowOnce).Ok();

        Assert.Equal((SyncState.Succeeded, 20, HeldAnswer.AllowOnce), (answered.State, answered.Missing, answered.Answer));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        var gone = (await world.StagedAsync(integration)).Where(s => s.Status == StagedStatus.NotSeen).ToList();
        Assert.Equal(20, gone.Count);
        Assert.All(gone, s => Assert.Equal("Site a", s.Container));
        Assert.Equal((SyncState.Succeeded, 0), await StateAsync(world, integration));
        Assert.Equal("not_held", (await AnswerAsync(world, integration, run, HeldAnswer.AllowOnce)).Refusal?.Code);

        // The mark is soft.
        world.Vendor.Devices.Add(PaperVendor.Device("a0", "a"));
        await world.SyncAsync(integration);
        Assert.Equal(StagedStatus.New, (await world.StagedAsync(integration, "a0")).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Few_of_each_container_bring_the_brake_on_when_they_are_many_in_all(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        string[] sites = [.. Enumerable.Range(1, 8).Select(i => $"site-{i}")];
        foreach (var site in sites)
            world.Vendor.Add(site, [.. Enumerable.Range(1, 6).Select(i => PaperVendor.Device($"{site}-{i}", site))]);
        var integration = await world.ImportAsync(isPaper: true);
        var limit = MarkMissing.Limit(world.Vendor.Devices.Count);
        var gone = world.Vendor.Devices.FindAll(d => d.ExternalId.EndsWith("-1", StringComparison.Ordinal))[..(limit + 1)];
        world.Vendor.Devices.RemoveAll(gone.Contains);

        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Held, 0), (run.State, run.Missing));
        Assert.Equal(limit + 1, run.Held?.Missing);
        Assert.Empty(run.Held!.Containers);

        // Twin: one less is within the limit.
        world.Vendor.Devices.Add(gone[0]);
        await world.SyncAsync(integration);
        var last = await world.SyncAsync(integration);
        Assert.Equal((SyncState.Succeeded, limit), (last.State, last.Missing));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task One_container_alone_brings_the_brake_on(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await StagedAsync(world, big: 200);
        world.Vendor.Devices.RemoveAll(d => d.ContainerId == "a" && d.ExternalId is not ("a0" or "a1" or "a2"));

        // 17 of 240 would be within the limit of the whole.
        Assert.True(MarkMissing.Limit(240) >= 17);
        var run = await HoldAsync(world, integration);
        Assert.Equal((17, 20), (run.Held!.Containers[0].Missing, run.Held.Containers[0].Present));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Rejecting_marks_nothing_and_a_limit_holds_from_then_on(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await StagedAsync(world);
        world.Vendor.Devices.RemoveAll(d => d.ContainerId == "a");
        var run = await HoldAsync(world, integration);

        var answered = await AnswerAsync(world, integration, run, HeldAnswer.Reject).Ok();
        Assert.Equal((SyncState.Partial, 0, "too_many_missing"), (answered.State, answered.Missing, answered.Error?.Code));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
        Assert.DoesNotContain(await world.StagedAsync(integration), s => s.Status == StagedStatus.NotSeen);

        // Held again at the next sync; with a higher limit the rule of two runs goes on as ever.
        run = await HoldAsync(world, integration);
        await AnswerAsync(world, integration, run, HeldAnswer.Reject, limit: 20).Ok();
        Assert.Equal(20, (await world.IntegrationAsync(integration)).MissingLimit);
        Assert.Equal((SyncState.Succeeded, 0), await StateAsync(world, integration));
        Assert.Equal((SyncState.Succeeded, 20), await StateAsync(world, integration));

        var change = world.Get<ChangeIntegration>();
        Assert.Equal(7, (await change.RunAsync(world.Owner, integration, new IntegrationChange { MissingLimit = 7 }, Token).Ok()).MissingLimit);
        Assert.Null((await change.RunAsync(world.Owner, integration, new IntegrationChange { ClearsMissingLimit = true }, Token).Ok()).MissingLimit);
        Assert.Equal("invalid_value", (await change.RunAsync(world.Owner, integration, new IntegrationChange { MissingLimit = -1 }, Token)).Refusal?.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_answer_to_what_is_overtaken_or_not_ones_own_is_refused(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await StagedAsync(world);
        world.Vendor.Devices.RemoveAll(d => d.ContainerId == "a");
        var first = await HoldAsync(world, integration);
        world.Clock.Shift(TimeSpan.FromMinutes(1));
        var second = await HoldAsync(world, integration);

        Assert.Equal("sync_overtaken", (await AnswerAsync(world, integration, first, HeldAnswer.AllowOnce)).Refusal?.Code);
        Assert.Equal("not_found", (await AnswerAsync(world, integration, second, HeldAnswer.AllowOnce, actor: world.OtherOwner)).Refusal?.Code);
        Assert.Equal("not_allowed", (await AnswerAsync(world, integration, second, HeldAnswer.AllowOnce, actor: world.Owner with { Role = Role.Viewer })).Refusal?.Code);
        Assert.Equal("invalid_value", (await AnswerAsync(world, integration, second, HeldAnswer.AllowOnce, limit: -1)).Refusal?.Code);
        await AnswerAsync(world, integration, second, HeldAnswer.AllowOnce).Ok();
    }

    // 20 devices in each of three containers; or more in the last one.
    private static async Task<IntegrationId> StagedAsync(TestWorld world, int big = 20)
    {
        world.Vendor.Add("a", [.. Enumerable.Range(0, 20).Select(i => PaperVendor.Device($"a{i}", "a"))]);
        world.Vendor.Add("b", [.. Enumerable.Range(0, 20).Select(i => PaperVendor.Device($"b{i}", "b"))]);
        world.Vendor.Add("c", [.. Enumerable.Range(0, big).Select(i => PaperVendor.Device($"c{i}", "c"))]);
        return await world.StageAsync(isPaper: true);
    }

    private static async Task<SyncRunView> HoldAsync(TestWorld world, IntegrationId integration)
    {
        var run = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((SyncState.Held, "too_many_missing", 0), (run.State, run.Error?.Code, run.Missing));
        return run;
    }

    private static async Task<(SyncState State, int Missing)> StateAsync(TestWorld world, IntegrationId integration)
    {
        var run = await world.SyncAsync(integration, SyncScope.Devices);
        return (run.State, run.Missing);
    }

    private static Task<Result<SyncRunView>> AnswerAsync(
        TestWorld world, IntegrationId integration, SyncRunView run, HeldAnswer answer, int? limit = null, Actor? actor = null) =>
        world.Get<AnswerHeldSync>().RunAsync(actor ?? world.Owner, integration, new SyncRunId(run.Id), answer, limit, Token);
}
