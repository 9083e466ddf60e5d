using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Addigy.Simulator.Faults;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

public sealed partial class MissingDevices
{
    private static readonly Fault[] Partial =
    [
        new(FaultKind.LyingTotal) { PathContains = "devices" },
        new(FaultKind.VanishingPage) { PathContains = "devices" },
        new(FaultKind.RepeatedPage) { PathContains = "devices" },
        new(FaultKind.Status) { PathContains = "devices", FromRequest = 2, Status = 500 },
        new(FaultKind.Truncated) { PathContains = "devices", FromRequest = 2 },
        new(FaultKind.Html) { PathContains = "devices", FromRequest = 2 },
        new(FaultKind.Reset) { PathContains = "devices", FromRequest = 2 },
    ];

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_complete_runs_must_miss_a_device_before_it_counts_as_gone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        var gone = Mapped(world, 3);
        gone.ForEach(d => world.Fleet.RemoveDevice(d.AgentId));

        var first = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((SyncState.Succeeded, 0), (first.State, first.Missing));
        Assert.Empty(await NotSeenAsync(world, integration));

        var second = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((SyncState.Succeeded, 3), (second.State, second.Missing));
        Assert.Equal(gone.Select(d => d.AgentId).Order(StringComparer.Ordinal), await NotSeenAsync(world, integration));
        Assert.Equal("not_seen", (await world.StagedAsync(integration, gone[0].AgentId)).Reason?.Code);

        // Marks are soft: the inventory keeps the devices, and a return clears the mark.
        var devices = (await world.DevicesAsync()).Count;
        world.Fleet.AddDevice(gone[0]);
        var third = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal(1, third.Counters.Updated);
        Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(integration, gone[0].AgentId)).Status);
        Assert.Equal(2, (await NotSeenAsync(world, integration)).Length);
        Assert.Equal(devices, (await world.DevicesAsync()).Count);
        Assert.Equal(devices, (await DatabaseDump.TakeAsync(world.Databases, "device_links")).Length);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_device_seen_in_between_starts_from_the_beginning(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.StageAsync();
        var device = Mapped(world, 1)[0];
        for (var i = 0; i < 2; i++)
        {
            world.Fleet.RemoveDevice(device.AgentId);
            await world.SyncAsync(integration, SyncScope.Devices);
            world.Fleet.AddDevice(device);
            await world.SyncAsync(integration, SyncScope.Devices);
        }

        world.Fleet.RemoveDevice(device.AgentId);
        await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Empty(await NotSeenAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Runs_that_saw_only_a_part_mark_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        Mapped(world, 2).ForEach(d => world.Fleet.RemoveDevice(d.AgentId));
        world.Logs.Announce("failed: ");
        world.Logs.Announce("is out of reach");

        foreach (var fault in Partial)
        {
            for (var i = 0; i < 2; i++)
            {
                world.Simulator.Faults.Clear();
                world.Simulator.Faults.Add(fault);
                var run = await world.SyncAsync(integration, SyncScope.Devices);
                Assert.True(run.State is SyncState.Partial or SyncState.Failed, $"{fault.Kind}: {run.State}");
                Assert.NotNull(run.Error);
                Assert.True(FleetTruth.Balances(run.Counters));
                Assert.Equal(0, run.Missing);
            }

            await using var db = world.Open();
            Assert.False(await db.StagedDevices.AnyAsync(d => d.MissedRuns > 0 || d.NotSeenSince != null, Token), $"{fault.Kind}");
        }

        // Twin: the same two syncs without a fault do mark.
        world.Simulator.Faults.Clear();
        await world.SyncAsync(integration, SyncScope.Devices);
        await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal(2, (await NotSeenAsync(world, integration)).Length);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Too_many_at_once_are_held_for_a_person(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        var limit = MarkMissing.Limit((await world.StagedAsync(integration)).Count);
        var gone = Mapped(world, limit + 1);
        gone.ForEach(d => world.Fleet.RemoveDevice(d.AgentId));

        for (var i = 0; i < 3; i++)
        {
            var run = await world.SyncAsync(integration, SyncScope.Devices);
            Assert.Equal((SyncState.Held, "too_many_missing", 0), (run.State, run.Error?.Code, run.Missing));
        }

        Assert.Empty(await NotSeenAsync(world, integration));
        var view = await world.IntegrationAsync(integration);
        Assert.Equal((IntegrationState.Attention, "too_many_missing"), (view.State, view.Attention?.Code));

        // Twin: one less is within the limit.
        world.Fleet.AddDevice(gone[0]);
        await world.SyncAsync(integration, SyncScope.Devices);
        var last = await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal((SyncState.Succeeded, limit), (last.State, last.Missing));
        Assert.Null((await world.IntegrationAsync(integration)).Attention);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_list_that_became_empty_marks_nothing(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        foreach (var path in (string[])["devices", "policies"])
        {
            world.Simulator.Faults.Clear();
            world.Simulator.Faults.Add(new Fault(FaultKind.EmptyList) { PathContains = path });
            for (var i = 0; i < 3; i++)
            {
                var run = await world.SyncAsync(integration);
                Assert.True(run.State is SyncState.Held or SyncState.Partial, $"{run.State}");
                Assert.NotNull(run.Error);
            }
        }

        await using var db = world.Open();
        Assert.False(await db.StagedDevices.AnyAsync(d => d.NotSeenSince != null, Token));
        Assert.False(await db.Containers.AnyAsync(c => c.NotSeenSince != null, Token));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_small_list_that_became_empty_marks_nothing_either(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a"));
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices.Clear();

        await world.SyncAsync(integration);
        var run = await world.SyncAsync(integration);

        Assert.Equal(SyncState.Held, run.State);
        Assert.Empty(await NotSeenAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_record_that_cannot_be_used_does_not_come_to_count_as_gone(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.ImportAsync();
        var broken = Mapped(world, 2);
        world.Fleet.ChangeFact(broken[0].AgentId, "policy_id", 17);

        await world.SyncAsync(integration, SyncScope.Devices);
        var run = await world.SyncAsync(integration, SyncScope.Devices);

        Assert.Equal((SyncState.Succeeded, 1), (run.State, run.Counters.Rejected));
        Assert.True(FleetTruth.Balances(run.Counters));
        var rejected = Assert.Single((await world.GetSyncAsync(integration, run.Id)).Rejected);
        Assert.Equal(broken[0].AgentId, rejected.ExternalId);
        Assert.NotEmpty(rejected.Reason);
        Assert.Empty(await NotSeenAsync(world, integration));
        Assert.Equal(StagedStatus.Imported, (await world.StagedAsync(integration, broken[0].AgentId)).Status);

        // Twin: one that is not sent at all does.
        world.Fleet.RemoveDevice(broken[1].AgentId);
        await world.SyncAsync(integration, SyncScope.Devices);
        await world.SyncAsync(integration, SyncScope.Devices);
        Assert.Equal([broken[1].AgentId], await NotSeenAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_is_marked_while_records_come_that_cannot_even_be_named(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Enumerable.Range(1, 8).Select(i => PaperVendor.Device($"{i}", "a"))]);
        world.Vendor.Add("b");
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.Devices.RemoveAt(0);
        world.Vendor.Containers.RemoveAt(1);
        world.Vendor.RejectedDevices.Add(new(null, "It has no identifier."));
        world.Vendor.RejectedContainers.Add(new(null, "It has no identifier."));

        for (var i = 0; i < 3; i++)
        {
            var run = await world.SyncAsync(integration);
            Assert.Equal((SyncState.Partial, "records_unnamed"), (run.State, run.Error?.Code));
        }

        Assert.Empty(await NotSeenAsync(world, integration));
        Assert.Null((await world.ContainerAsync(integration, "b")).NotSeenSince);

        // Twin: without such records two runs mark both.
        world.Vendor.RejectedDevices.Clear();
        world.Vendor.RejectedContainers.Clear();
        await world.SyncAsync(integration);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);
        Assert.Equal(["1"], await NotSeenAsync(world, integration));
        Assert.NotNull((await world.ContainerAsync(integration, "b")).NotSeenSince);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_record_that_the_mapper_stumbles_over_hurts_nobody_else(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", [.. Enumerable.Range(1, 8).Select(i => PaperVendor.Device($"{i}", "a"))]);
        var integration = await world.ImportAsync(isPaper: true);
        world.Vendor.WhileMapping = record =>
        {
            if (record.ExternalId == "3")
                throw new NotSupportedException("with the record's data in it");
        };

        await world.SyncAsync(integration);
        var run = await world.SyncAsync(integration);

        Assert.Equal((SyncState.Succeeded, 1, 7), (run.State, run.Counters.Rejected, run.Counters.Unchanged));
        var rejected = Assert.Single((await world.GetSyncAsync(integration, run.Id)).Rejected);
        Assert.Equal(("3", "The connector failed on this record with NotSupportedException."), (rejected.ExternalId, rejected.Reason));
        Assert.Empty(await NotSeenAsync(world, integration));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_policy_counts_as_gone_after_two_complete_runs_and_keeps_its_mapping(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.StageAsync();
        var policy = world.Fleet.Policies.First(p => world.Fleet.Devices.Any(d => d.PolicyId == p.PolicyId));
        world.Fleet.DeletePolicy(policy.PolicyId);

        await world.SyncAsync(integration);
        Assert.Null((await world.ContainerAsync(integration, policy.PolicyId)).NotSeenSince);
        await world.SyncAsync(integration);
        var gone = await world.ContainerAsync(integration, policy.PolicyId);
        Assert.NotNull(gone.NotSeenSince);
        Assert.NotNull(gone.CompanyId);

        world.Fleet.RestorePolicy(policy.PolicyId);
        await world.SyncAsync(integration);
        Assert.Null((await world.ContainerAsync(integration, policy.PolicyId)).NotSeenSince);
    }

    private static List<MSPortal.Connectors.Addigy.Simulator.Fleets.FleetDevice> Mapped(TestWorld world, int count)
    {
        var policies = world.Fleet.Policies.Select(p => p.PolicyId).ToHashSet();
        return [.. world.Fleet.Devices.Where(d => d.PolicyId is not null && policies.Contains(d.PolicyId)).Take(count)];
    }

    private static async Task<string[]> NotSeenAsync(TestWorld world, IntegrationId integration) =>
        [.. (await world.StagedAsync(integration, new StagedFilter(Status: StagedStatus.NotSeen))).Select(s => s.ExternalId).Order(StringComparer.Ordinal)];
}
