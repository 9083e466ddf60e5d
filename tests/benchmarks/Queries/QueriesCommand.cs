using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Queries;

/// <summary>Times what pages and programs ask of a large inventory.</summary>
internal static class QueriesCommand
{
    private const int Companies = 300;
    private const int WarmUps = 3;
    private const int Times = 40;

    public static int Usage()
    {
        Console.WriteLine("queries [DEVICES] [--postgres CONNECTION]   times lists, searches and reports; 100,000 devices, staged and imported, unless said otherwise; SQLite without a connection");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 100_000;
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(count, pageSize: 500), IngestCommand.Option(args, "--postgres"));
        var tenant = new IngestTenant(world.Services, world.Vendor, count);
        var clock = Stopwatch.StartNew();
        await FillAsync(world.Services, tenant);
        Console.WriteLine($"{count} devices of {Companies} companies staged and imported in {clock.Elapsed.TotalSeconds:0} s.");

        Console.WriteLine($"{"query",-44} {"p50 ms",8} {"p95 ms",8} {"most",8}");
        foreach (var (name, ask) in await Questions.OfAsync(world.Services, tenant))
        {
            var times = new double[Times];
            for (var i = -WarmUps; i < Times; i++)
            {
                clock.Restart();
                await ask(i + WarmUps);
                if (i >= 0)
                    times[i] = clock.Elapsed.TotalMilliseconds;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44} {times[Times / 2],8:0.0} {times[(Times * 95 / 100) - 1],8:0.0} {times[^1],8:0.0}"));
        }

        return 0;
    }

    private static async Task FillAsync(ServiceProvider services, IngestTenant tenant)
    {
        var owner = new Actor(tenant.Id, "benchmark", Role.Owner, Channel.Cli);
        await tenant.FillAsync();
        await using (var db = tenant.Open())
        {
            var containers = await db.Containers.ToListAsync();
            for (var i = 1; i < Companies; i++)
            {
                var company = new Company { TenantId = tenant.Id, Id = new CompanyId(Guid.CreateVersion7()), Name = $"Company {i}", NameKey = $"COMPANY {i}", CreatedAt = default };
                db.Companies.Add(company);
                foreach (var container in containers.Where((_, at) => at % Companies == i))
                    container.OwnCompanyId = container.CompanyId = company.Id;
            }

            await db.SaveChangesAsync();
        }

        await tenant.SyncAsync();
        await services.GetRequiredService<QuickCreateDeviceTypes>().RunAsync(owner, tenant.Integration, CancellationToken.None);
        var import = await services.GetRequiredService<StartImport>().RunAsync(owner, tenant.Integration, new ImportSelection(All: true), null, CancellationToken.None);
        await services.GetRequiredService<RunImport>().RunAsync(tenant.Id, new DeviceImportId(import.Value!.Id), CancellationToken.None);

        // As autovacuum does some minutes after so much was written.
        await using var last = tenant.Open();
        await last.Database.ExecuteSqlRawAsync("analyze");
    }
}
