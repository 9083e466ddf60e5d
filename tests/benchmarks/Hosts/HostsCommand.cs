using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Hosts;

/// <summary>
/// Times how one host and how two get through the same waiting syncs of one PostgreSQL, and how much of the machine was at
/// work: where all of it was, a second host can add nothing.
/// </summary>
internal static class HostsCommand
{
    private const int Integrations = 8;
    private const int Workers = 4;

    public static int Usage()
    {
        Console.WriteLine("hosts DEVICES --postgres CONNECTION   times one host and two with 8 integrations of so many devices each");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var wanted, "--postgres", var server, ..] || !int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var devices))
            return Usage();

        var one = 0.0;
        foreach (var hosts in (int[])[1, 2, 1, 2])
        {
            var (seconds, busy) = await RoundAsync(server, devices, hosts);
            one = hosts == 1 ? seconds : one;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{hosts} host{(hosts == 1 ? " " : "s")} {seconds,7:F1} s {Integrations * devices / seconds,8:F0} devices/s   x {one / seconds:F2}   {busy:P0} of {Environment.ProcessorCount} cores busy"));
        }

        return 0;
    }

    /// <summary>A host's work in a process of its own: says that it is ready, waits for a line, and works until nothing waits.</summary>
    public static async Task<int> WorkAsync(string server, string database, int devices)
    {
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(devices, pageSize: 500), server, database);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(world.Services))));
        return 0;
    }

    private static async Task WorkAsync(ServiceProvider services)
    {
        while (true)
        {
            List<(TenantId Tenant, SyncRunId Run)> waiting;
            await using (var db = services.GetRequiredService<Databases>().OpenForAllTenants())
                waiting = [.. (await db.SyncRuns.Where(r => r.State == SyncState.Queued).Select(r => new { r.TenantId, r.Id }).ToListAsync()).Select(r => (r.TenantId, r.Id))];
            if (waiting.Count == 0)
                return;

            // Whoever comes first has it; the others find it taken.
            var next = waiting[Random.Shared.Next(waiting.Count)];
            await services.GetRequiredService<RunSync>().RunAsync(next.Tenant, next.Run, CancellationToken.None);
        }
    }

    private static async Task<(double Seconds, double Busy)> RoundAsync(string server, int devices, int hosts)
    {
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(devices, pageSize: 500), server);
        for (var i = 0; i < Integrations; i++)
        {
            var tenant = new IngestTenant(world.Services, world.Vendor, devices);
            await tenant.FillAsync();
            await world.Services.GetRequiredService<StartSync>()
                .RunAsync(new Actor(tenant.Id, "benchmark", Role.Owner, Channel.Cli), tenant.Integration, SyncScope.Devices, SyncTrigger.Manual, CancellationToken.None);
        }

        var workers = Enumerable.Range(0, hosts).Select(_ => Start(server, world.Database, devices)).ToList();
        foreach (var worker in workers)
        {
            if (await worker.StandardOutput.ReadLineAsync() != "ready")
                throw new InvalidOperationException("A host did not start.");
        }

        var before = Processor();
        var watch = Stopwatch.StartNew();
        workers.ForEach(worker => worker.StandardInput.WriteLine());
        await Task.WhenAll(workers.Select(worker => worker.WaitForExitAsync()));
        var (seconds, after) = (watch.Elapsed.TotalSeconds, Processor());

        await using var db = world.Services.GetRequiredService<Databases>().OpenForAllTenants();
        var staged = await db.StagedDevices.CountAsync();
        var ended = await db.SyncRuns.CountAsync(r => r.State == SyncState.Succeeded);
        if ((staged, ended) != (Integrations * devices, Integrations))
            throw new InvalidOperationException($"{ended} of {Integrations} syncs succeeded with {staged} devices.");
        return (seconds, 1 - ((double)(after.Idle - before.Idle) / (after.All - before.All)));
    }

    private static Process Start(string server, string database, int devices) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), "host", server, database, $"{devices}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    // Started with "dotnet x.dll" the process is dotnet, else it is the program itself.
    private static string[] Program() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    // The kernel's count of what all cores did since the machine started; the fourth and fifth number are of doing nothing.
    private static (long Idle, long All) Processor()
    {
        long[] times = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(t => long.Parse(t, CultureInfo.InvariantCulture))];
        return (times[3] + times[4], times.Sum());
    }
}
