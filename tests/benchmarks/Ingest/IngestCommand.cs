using System.Globalization;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>
/// Times syncs of a large fleet side by side with the ways that a program would use without thought, and with the limit that
/// the database sets. The vendor's side costs next to nothing.
/// </summary>
internal static class IngestCommand
{
    public static int Usage()
    {
        Console.WriteLine("ingest [DEVICES] [--postgres CONNECTION] [--tenants NUMBER]   times syncs; 40,000 devices unless said otherwise; SQLite without a connection; with tenants, one after the other, each with as many devices");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var tenants = Option(args, "--tenants") is { } many ? int.Parse(many, NumberStyles.None, CultureInfo.InvariantCulture) : 1;
        var count = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 40_000;
        await using var world = await BenchmarkWorld.StartAsync(new GeneratedVendor(count, pageSize: 500), Option(args, "--postgres"));
        await (tenants > 1 ? new ManyTenants(world.Services, world.Vendor, count, tenants).RunAsync() : new IngestRounds(world.Services, world.Vendor, count).RunAsync());
        return 0;
    }

    public static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
