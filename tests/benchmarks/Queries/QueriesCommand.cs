using System.Diagnostics;
using System.Globalization;
using MSPortal.Connectors.Benchmarks.Ingest;

namespace MSPortal.Connectors.Benchmarks.Queries;

/// <summary>Times what pages and programs ask of a large inventory.</summary>
internal static class QueriesCommand
{
    private const int WarmUps = 3;
    private const int Times = 40;

    public static int Usage()
    {
        Console.WriteLine("queries [DEVICES] [--postgres CONNECTION [--keep DATABASE]] [--only TEXT]   times lists, searches and reports; 100,000 devices, staged and imported, unless said otherwise; SQLite without a connection; a kept fleet is used again");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 100_000;
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(count, pageSize: 500), IngestCommand.Option(args, "--postgres"), IngestCommand.Option(args, "--keep"));
        var tenant = new IngestTenant(world.Services, world.Vendor, count);
        var clock = Stopwatch.StartNew();
        if (!await tenant.TryAdoptAsync())
            await LargeFleet.ImportAsync(world.Services, tenant);
        Console.WriteLine($"{count} devices of {LargeFleet.Companies} companies are there after {clock.Elapsed.TotalSeconds:0} s.");

        Console.WriteLine($"{"query",-44} {"p50 ms",8} {"p95 ms",8} {"most",8}");
        foreach (var (name, ask) in await Questions.OfAsync(world.Services, tenant))
        {
            if (IngestCommand.Option(args, "--only") is { } only && !name.Contains(only, StringComparison.Ordinal))
                continue;

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
}
