using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Benchmarks.Queries;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Plans;

/// <summary>Times a plan over a whole fleet: made, accepted, applied, undone.</summary>
internal static class PlansCommand
{
    public static int Usage()
    {
        Console.WriteLine("plans [DEVICES] [--postgres CONNECTION]   times a plan that imports all; 20,000 devices unless said otherwise; SQLite without a connection");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 20_000;
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(count, pageSize: 500), IngestCommand.Option(args, "--postgres"));
        var tenant = new IngestTenant(world.Services, world.Vendor, count);
        await LargeFleet.StageAsync(world.Services, tenant);
        var owner = new Actor(tenant.Id, "benchmark", Role.Owner, Channel.Cli);

        var plan = await TimedAsync("plan", async () => (await world.Services.GetRequiredService<MakePlan>()
            .RunAsync(owner, new PlanRequest(PlanKind.Import, tenant.Integration.Value) { All = true }, CancellationToken.None)).Value!);
        var id = new PlanId(plan.Id);
        var choose = world.Services.GetRequiredService<ChoosePlanRows>();
        await TimedAsync("untick all", async () => (await choose.RunAsync(owner, id, new PlanChoice(true) { All = true }, CancellationToken.None)).Value!);
        await TimedAsync("tick all", async () => (await choose.RunAsync(owner, id, new PlanChoice(false) { All = true }, CancellationToken.None)).Value!);
        await TimedAsync("untick one", async () => (await choose.RunAsync(owner, id, new PlanChoice(true) { ItemIds = [PlanItem.IdOf(id, 1)] }, CancellationToken.None)).Value!);
        await TimedAsync("tick it", async () => (await choose.RunAsync(owner, id, new PlanChoice(false) { ItemIds = [PlanItem.IdOf(id, 1)] }, CancellationToken.None)).Value!);
        await TimedAsync("find rows", async () => (await world.Services.GetRequiredService<ListPlanItems>().RunAsync(owner, id, new PlanItemFilter(PlannedChange.Create), new PageRequest(2, 50, "9"), CancellationToken.None)).Value!);
        await TimedAsync("accept", async () => (await world.Services.GetRequiredService<ApplyPlan>().RunAsync(owner, id, [], CancellationToken.None)).Value!);
        await TimedAsync("apply", () => RunAsync(world, tenant, id));
        await using (var db = tenant.Open())
            Console.WriteLine($"{await db.Devices.CountAsync()} devices in the inventory");
        await TimedAsync("accept the undo", async () => (await world.Services.GetRequiredService<UndoPlan>().RunAsync(owner, id, CancellationToken.None)).Value!);
        await TimedAsync("undo", () => RunAsync(world, tenant, id));
        await using (var db = tenant.Open())
            Console.WriteLine($"{await db.Devices.CountAsync()} devices in the inventory");
        return 0;
    }

    private static async Task<PlanId> RunAsync(BenchmarkWorld world, IngestTenant tenant, PlanId id)
    {
        await world.Services.GetRequiredService<RunPlan>().RunAsync(tenant.Id, id, CancellationToken.None);
        return id;
    }

    private static async Task<T> TimedAsync<T>(string name, Func<Task<T>> what)
    {
        var clock = Stopwatch.StartNew();
        var result = await what();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {clock.Elapsed.TotalSeconds,8:0.00} s"));
        return result;
    }
}
