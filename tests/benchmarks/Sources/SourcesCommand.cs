using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Benchmarks.Queries;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Benchmarks.Sources;

/// <summary>Times a new order of sources over a fleet whose every device has two records that disagree.</summary>
internal static class SourcesCommand
{
    private const int RowsAtOnce = 1_000;

    public static int Usage()
    {
        Console.WriteLine("sources [DEVICES] [--postgres CONNECTION]   times a new order of sources over devices with two records each; 20,000 unless said otherwise");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 20_000;
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(count, pageSize: 500), IngestCommand.Option(args, "--postgres"));
        var tenant = new IngestTenant(world.Services, world.Vendor, count);
        await LargeFleet.ImportAsync(world.Services, tenant);
        var second = new IntegrationId(Guid.CreateVersion7());
        await AddSecondAsync(tenant, second);
        var owner = new Actor(tenant.Id, "benchmark", Role.Owner, Channel.Cli);

        WantedOrder[] order = [new(FactSection.User, [second.Value, tenant.Integration.Value])];
        var view = await TimedAsync("answer", async () => (await world.Services.GetRequiredService<ChangeSourceOrder>().RunAsync(owner, order, CancellationToken.None)).Value!);
        Console.WriteLine($"{view.Refill?.Done ?? count} of {view.Refill?.Total ?? count} devices show it by then");
        await TimedAsync("all devices", async () =>
        {
            await world.Services.GetRequiredService<RunRefill>().RunAsync(tenant.Id, CancellationToken.None);
            return 0;
        });
        await using var db = tenant.Open();
        Console.WriteLine($"{await db.Devices.CountAsync(d => d.CurrentUser!.StartsWith("Other user"))} devices show the second source's user, {await db.SourceRefills.CountAsync()} left to do");
        return 0;
    }

    private static async Task AddSecondAsync(IngestTenant tenant, IntegrationId second)
    {
        await using (var db = tenant.Open())
        {
            db.Integrations.Add(tenant.IntegrationRow(second));
            foreach (var type in await db.ProviderTypes.AsNoTracking().ToListAsync())
                Add(db, type, copy => copy.Property(t => t.IntegrationId).CurrentValue = second);
            await db.SaveChangesAsync();
        }

        List<DeviceLink> links;
        await using (var db = tenant.Open())
            links = await db.DeviceLinks.AsNoTracking().ToListAsync();
        foreach (var some in links.Chunk(RowsAtOnce))
        {
            await using var db = tenant.Open();
            StagedDeviceId[] ids = [.. some.Select(l => l.StagedDeviceId)];
            var records = await db.StagedDevices.AsNoTracking().Include(d => d.Observation).Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id);
            foreach (var link in some)
            {
                var (record, id) = (records[link.StagedDeviceId], new StagedDeviceId(Guid.CreateVersion7()));
                Add(db, record, copy =>
                {
                    copy.Property(d => d.Id).CurrentValue = id;
                    copy.Property(d => d.IntegrationId).CurrentValue = second;
                    copy.Property(d => d.ContainerId).CurrentValue = null;
                    copy.Property(d => d.Facts).CurrentValue = record.Facts.Replace("Current user", "Other user", StringComparison.Ordinal);
                });
                Add(db, record.Observation, copy => copy.Property(o => o.StagedDeviceId).CurrentValue = id);
                Add(db, link, copy =>
                {
                    copy.Property(l => l.StagedDeviceId).CurrentValue = id;
                    copy.Property(l => l.IntegrationId).CurrentValue = second;
                });
            }

            await db.SaveChangesAsync();
        }
    }

    private static void Add<T>(ConnectorsDb db, T row, Action<Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<T>> change)
        where T : class
    {
        var copy = db.Entry((T)db.Entry(row).CurrentValues.ToObject());
        change(copy);
        copy.State = EntityState.Added;
    }

    private static async Task<T> TimedAsync<T>(string name, Func<Task<T>> what)
    {
        var clock = Stopwatch.StartNew();
        var result = await what();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {clock.Elapsed.TotalSeconds,8:0.0} s"));
        return result;
    }
}
