using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>Tenant after tenant is filled by a first sync and then synced again: what a device costs must not grow with those of others, nor may memory.</summary>
internal sealed class ManyTenants(ServiceProvider services, GeneratedVendor vendor, int devices, int tenants)
{
    private const int Steps = 10;

    public async Task RunAsync()
    {
        // What warms up is left out.
        await OneAsync();
        var first = 0.0;
        for (var done = 0; done < tenants; done += tenants / Steps)
        {
            var (fresh, again) = (0.0, 0.0);
            for (var i = 0; i < tenants / Steps; i++)
            {
                var (one, other) = await OneAsync();
                (fresh, again) = (fresh + one, again + other);
            }

            first = first > 0 ? first : fresh;
            var count = devices * (tenants / Steps);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(done + (tenants / Steps)) * devices,9} devices: first sync {count / fresh,7:F0} devices/s, a device x {fresh / first:F2}; again {count / again,7:F0} devices/s; working set {Environment.WorkingSet / 1_000_000} MB, heap {GC.GetTotalMemory(forceFullCollection: true) / 1_000_000} MB"));
        }
    }

    private async Task<(double Fresh, double Again)> OneAsync()
    {
        var tenant = new IngestTenant(services, vendor, devices);
        await tenant.FillAsync();
        var watch = Stopwatch.StartNew();
        await tenant.SyncAsync();
        var fresh = watch.Elapsed.TotalSeconds;
        await tenant.SyncAsync();
        return (fresh, watch.Elapsed.TotalSeconds - fresh);
    }
}
