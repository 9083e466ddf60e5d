using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Addigy.Simulator;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>
/// Auto-Sync for the whole fleet of an MSP, by a plan: 20,000 devices in 300 companies' policies in the long form, 2,000 in 60 in
/// the short one. What is there afterwards is what the vendor has, device by device.
/// </summary>
public sealed class PlannedFleet
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("MSPORTAL_TEST_LONG") == "1";

    private static readonly SimulatorOptions Fleet = IsLong
        ? new() { Seed = 300, Companies = 300, Devices = 20_000 }
        : new() { Seed = 300, Companies = 60, Devices = 2_000 };

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    [Theory, ClassData(typeof(Engines))]
    public async Task Is_the_vendors_fleet_and_when_undone_as_if_nothing_had_been(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine, Fleet);
        var integration = await world.StageAsync();
        var truth = FleetTruth.WithoutIds(FleetTruth.Of(world.Fleet, await world.ContainersAsync(integration)));
        Assert.InRange(truth.Length, Fleet.Devices * 9 / 10, Fleet.Devices);
        var before = await world.StateAsync();
        Tell("staged");

        var request = new PlanRequest(PlanKind.AutoSync, integration.Value) { All = true };
        var plan = await world.PlanAsync(request);
        Tell("planned");
        Assert.Equal(new PlanTotals(Create: truth.Length), plan.Totals);
        Assert.Equal(before, await world.StateAsync());

        Tell("looked at");
        var applied = await world.ApplyAsync(plan.Id);
        Tell("applied");
        Assert.Equal((PlanState.Applied, truth.Length, truth.Length, 0, 0), (applied.State, applied.Total, applied.Applied, applied.PassedOver, applied.Excluded));
        Assert.Equal(truth, await InventoryAsync(world));
        Assert.All(await TypesAsync(world, integration), t => Assert.True(t.AutoSync));

        // Once more, nothing changes; nor does a sync find anything left to bring.
        Assert.Equal("plan_applied", (await world.TryApplyAsync(plan.Id).No()).Code);
        await world.DrainAsync();
        var again = await world.PlanAsync(request);
        Assert.Equal(new PlanTotals(), again.Totals);
        Assert.Equal((PlanState.Applied, 0), ((await world.ApplyAsync(again.Id)).State, (await world.GetPlanAsync(again.Id)).Applied));
        Assert.Equal((0, 0), ((await world.SyncAsync(integration)).Counters.Created, (await world.RunsAsync(integration))[0].AutoImported));
        Assert.Equal(truth, await InventoryAsync(world));
        await world.UndoAsync(again.Id);

        Tell("checked");
        var undone = await world.UndoAsync(plan.Id);
        Tell("undone");
        Assert.Equal((PlanState.Undone, truth.Length, 0), (undone.State, undone.Undone, undone.Kept));
        Assert.Empty(undone.Notes);
        Assert.Equal(before, await world.StateAsync());
        Assert.Empty(await InventoryAsync(world));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Is_not_touched_by_a_plan_whose_base_has_moved(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine, Fleet);
        var integration = await world.StageAsync();
        var plan = await world.PlanAsync(new PlanRequest(PlanKind.AutoSync, integration.Value) { All = true });

        // One device of thousands goes to another customer.
        var companies = (await world.ContainersAsync(integration)).ToDictionary(c => c.ExternalId, c => c.Company!.Name);
        var device = world.Fleet.Devices.First(d => d.PolicyId is not null);
        var elsewhere = companies.First(c => c.Value != companies[device.PolicyId!]).Key;
        world.Fleet.MoveDevice(device.AgentId, elsewhere);
        Assert.Equal(SyncState.Succeeded, (await world.SyncAsync(integration)).State);

        var refusal = await world.TryApplyAsync(plan.Id).No();
        await world.DrainAsync();

        Assert.Equal("plan_stale", refusal.Code);
        Assert.Contains("1 device with another state, type or company", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(device.Name.Trim(), refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await InventoryAsync(world));
        Assert.All(await TypesAsync(world, integration), t => Assert.False(t.AutoSync));
        Assert.Equal(PlanState.Ready, (await world.GetPlanAsync(plan.Id)).State);
    }

    // As the list has it, but in one query: a page at a time would take longer than all that is tested.
    private static async Task<FleetTruth.Line[]> InventoryAsync(TestWorld world)
    {
        await using var db = world.Open();
        var lines = await db.Devices.AsNoTracking()
            .Join(db.Companies, d => d.CompanyId, c => c.Id, (d, c) => new FleetTruth.Line(null, d.Name, d.SerialNumber, c.Name))
            .ToListAsync(Token);
        return FleetTruth.WithoutIds(lines);
    }

    private static async Task<IReadOnlyList<ProviderTypeView>> TypesAsync(TestWorld world, IntegrationId integration) =>
        await world.Get<ListProviderTypes>().RunAsync(world.Owner, integration, Token).Ok();

    private void Tell(string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{_watch.Elapsed.TotalSeconds,7:F1} s {what}");
        _watch.Restart();
    }
}
