using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Sdk.Errors;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>What the vendor asked to wait for is waited for, whoever and whatever wants to call, and people are told.</summary>
public sealed class VendorWaits
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_block_stops_every_way_to_the_vendor_and_says_until_when(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, requests) = await BlockedAsync(world);

        var view = await world.IntegrationAsync(integration);
        Assert.InRange(view.WaitUntil!.Value - world.Clock.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24.1));
        Assert.Equal("Addigy asked to wait.", view.WaitReason);
        Assert.Equal(IntegrationState.Attention, view.State);

        var refusal = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).No();
        Assert.Equal("vendor_wait", refusal.Code);
        Assert.Contains("Nothing is asked of it before", refusal.Message, StringComparison.Ordinal);

        var test = await TestAsync(world, integration);
        Assert.Equal((false, ErrorCodes.VendorBlocked), (test.Ok, test.Code));
        Assert.Contains("Nothing is asked of it before", test.Message, StringComparison.Ordinal);

        world.Clock.Shift(TimeSpan.FromHours(20));
        await world.Get<WakeDueWork>().RunAsync(Token);
        await world.Get<WakeDueWork>().TakeUpAtOnceAsync(Token);
        await world.DrainAsync();
        Assert.Equal(requests, world.Simulator.Requests.Count);

        // Twin: when it is over, all of them call again.
        world.Simulator.Faults.Clear();
        world.Clock.Shift(TimeSpan.FromHours(5));
        Assert.Null((await world.IntegrationAsync(integration)).WaitUntil);
        Assert.True((await TestAsync(world, integration)).Ok);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mapping_made_during_a_block_is_served_when_it_ends(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var (integration, requests) = await BlockedAsync(world);

        var run = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.Devices, SyncTrigger.Mapping, Token).Ok();

        Assert.Equal(SyncState.Queued, run.State);
        Assert.Equal(IntegrationState.Attention, (await world.IntegrationAsync(integration)).State);
        Assert.Equal(requests, world.Simulator.Requests.Count);
        world.Simulator.Faults.Clear();
        await world.DrainAsync();
        Assert.Equal(SyncState.Succeeded, (await world.GetSyncAsync(integration, run.Id)).Run.State);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task New_credentials_need_not_wait_and_pull_a_planned_run_forward(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine, new() { Accounts = 2, Companies = 3, Devices = 20 });
        var (integration, _) = await BlockedAsync(world);
        var planned = await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Mapping, Token).Ok();
        while (world.Wakes.Take() is not null)
        {
            // The call for the end of the block; the new credentials come before it.
        }

        world.Simulator.Faults.Clear();
        var secrets = new Dictionary<string, string?> { ["api_token"] = world.Simulator.Accounts[1].Token };
        await world.Get<ReplaceCredentials>().RunAsync(world.Owner, integration, secrets, confirmAccount: true, Token).Ok();

        Assert.Null((await world.IntegrationAsync(integration)).WaitUntil);
        var run = await world.SyncAsync(integration);
        Assert.Equal((planned.Id, SyncState.Succeeded), (run.Id, run.State));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_block_that_comes_as_403_is_known_by_the_connectors_word(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Logs.Announce("asked to wait. Nothing is asked");
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        world.Simulator.Faults.Add(new Fault(FaultKind.Status) { Status = 403, Message = "rate limit exceeded", RetryAfter = "7200" });

        var test = await TestAsync(world, integration);
        var requests = world.Simulator.Requests.Count;

        Assert.Equal(ErrorCodes.VendorBlocked, test.Code);
        Assert.InRange((await world.IntegrationAsync(integration)).WaitUntil!.Value - world.Clock.GetUtcNow(), TimeSpan.FromHours(1.9), TimeSpan.FromHours(2.1));
        Assert.Equal("vendor_wait", (await world.Get<StartSync>().RunAsync(world.Owner, integration, SyncScope.All, SyncTrigger.Manual, Token).No()).Code);
        await TestAsync(world, integration);
        Assert.Equal(requests, world.Simulator.Requests.Count);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_tenants_with_one_credential_share_its_block(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var theirs = await world.ConnectAsync(world.OtherOwner);
        await world.DrainAsync();
        await BlockedAsync(world);

        Assert.NotNull((await world.IntegrationAsync(theirs, world.OtherOwner)).WaitUntil);
        Assert.Equal("vendor_wait", (await world.Get<StartSync>().RunAsync(world.OtherOwner, theirs, SyncScope.All, SyncTrigger.Manual, Token).No()).Code);
    }

    private static async Task<(IntegrationId Integration, int Requests)> BlockedAsync(TestWorld world)
    {
        world.Logs.Announce("asked to wait. Nothing is asked");
        var integration = await world.ConnectAsync();
        await world.DrainAsync();
        world.Simulator.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfter = "86400" });
        Assert.Equal(SyncState.Failed, (await world.SyncAsync(integration)).State);
        return (integration, world.Simulator.Requests.Count);
    }

    private static Task<ConnectionTest> TestAsync(TestWorld world, IntegrationId integration) =>
        world.Get<TestCredentials>().RunAsync(world.Owner, integration, new Dictionary<string, string?> { ["api_token"] = world.Account.Token }, Token).Ok();
}
