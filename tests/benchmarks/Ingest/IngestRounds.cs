using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>The rounds of the benchmark, one after the other on one database.</summary>
internal sealed class IngestRounds(ServiceProvider services, GeneratedVendor vendor, int count)
{
    private const int Page = 500;

    private readonly IngestTenant _tenant = new(services, vendor, count);
    private readonly Databases _databases = services.GetRequiredService<Databases>();
    private double _first;
    private double _firstWal;

    public async Task RunAsync()
    {
        await _tenant.FillAsync();
        Console.WriteLine($"{count} devices, {_databases.Options.Engine}");
        (_first, _firstWal) = await TimeAsync("first sync", _tenant.SyncAsync);
        await TimeAsync("again, nothing changed", _tenant.SyncAsync);
        (vendor.Round, vendor.ChangeEvery) = (1, 100);
        await TimeAsync("again, 1 % changed", _tenant.SyncAsync);
        vendor.Reports++;
        await TimeAsync("again, all have reported", _tenant.SyncAsync);
        (vendor.Round, vendor.ChangeEvery) = (2, 1);
        await TimeAsync("again, all changed", _tenant.SyncAsync);

        var rows = await RowsAsync();
        await TimeAsync("peer: EF, find and save a page", () => FindAndSaveAsync(Copies(rows)));
        await TimeAsync("peer: EF, add and save a page", () => AddAndSaveAsync(Copies(rows)));
        Console.WriteLine($"peak memory of the process {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
    }

    private async Task FindAndSaveAsync(IEnumerable<StagedDevice[]> pages)
    {
        foreach (var page in pages)
        {
            await using var db = _tenant.Open();
            string[] ids = [.. page.Select(d => d.ExternalId)];
            var known = await db.StagedDevices.Where(d => d.IntegrationId == page[0].IntegrationId && ids.Contains(d.ExternalId)).ToDictionaryAsync(d => d.ExternalId);
            db.StagedDevices.AddRange(page.Where(d => !known.ContainsKey(d.ExternalId)));
            await db.SaveChangesAsync();
        }
    }

    private async Task AddAndSaveAsync(IEnumerable<StagedDevice[]> pages)
    {
        foreach (var page in pages)
        {
            await using var db = _tenant.Open();
            db.StagedDevices.AddRange(page);
            await db.SaveChangesAsync();
        }
    }

    private async Task<List<StagedDevice>> RowsAsync()
    {
        await using var db = _tenant.Open();
        return await db.StagedDevices.AsNoTracking().Where(d => d.IntegrationId == _tenant.Integration).OrderBy(d => d.Number).ToListAsync();
    }

    // The same rows for another integration.
    private IEnumerable<StagedDevice[]> Copies(List<StagedDevice> rows)
    {
        var peer = new IntegrationId(Guid.CreateVersion7());
        using (var db = _tenant.Open())
        {
            db.Integrations.Add(_tenant.IntegrationRow(peer));
            db.SaveChanges();
        }

        return rows.Chunk(Page).Select(page => page.Select(row => new StagedDevice
        {
            TenantId = row.TenantId,
            Id = new StagedDeviceId(Guid.CreateVersion7()),
            IntegrationId = peer,
            Number = row.Number,
            ExternalId = row.ExternalId,
            ContainerId = row.ContainerId,
            TypeKey = row.TypeKey,
            Name = row.Name,
            SerialNumber = row.SerialNumber,
            Manufacturer = row.Manufacturer,
            Model = row.Model,
            Facts = row.Facts,
            ContentHash = row.ContentHash,
            FirstSeenAt = row.FirstSeenAt,
        }).ToArray());
    }

    private async Task<(double Seconds, double Wal)> TimeAsync(string what, Func<Task> act)
    {
        var before = await WalAsync();
        var watch = Stopwatch.StartNew();
        await act();
        var seconds = watch.Elapsed.TotalSeconds;
        var wal = (await WalAsync() - before) / 1e6;
        var (time, log) = _first > 0 ? (seconds / _first, wal / _firstWal) : (1, 1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-32} {seconds,7:F2} s {count / seconds,9:F0} devices/s   time x {time,6:F3}{(_databases.Options.Engine == DatabaseEngine.PostgreSql ? $"   WAL {wal,8:F2} MB x {log:F4}" : "")}"));
        return (seconds, wal);
    }

    // Bytes of write-ahead log so far; PostgreSQL only.
    private async Task<double> WalAsync()
    {
        if (_databases.Options.Engine != DatabaseEngine.PostgreSql)
            return 0;

        await using var db = _tenant.Open();
        return (double)(await db.Database.SqlQueryRaw<decimal>("select pg_current_wal_lsn() - '0/0'::pg_lsn as \"Value\"").ToListAsync())[0];
    }
}
