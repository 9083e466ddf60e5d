using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>The rounds of the benchmark, one after the other on one database.</summary>
internal sealed class IngestRounds(ServiceProvider services, GeneratedVendor vendor, int count)
{
    private const int Page = 500;

    private readonly TenantId _tenant = new(Guid.CreateVersion7());
    private readonly IntegrationId _ours = new(Guid.CreateVersion7());
    private readonly Databases _databases = services.GetRequiredService<Databases>();
    private double _first;
    private double _firstWal;

    public async Task RunAsync()
    {
        await FillAsync();
        Console.WriteLine($"{count} devices, {_databases.Options.Engine}");
        (_first, _firstWal) = await TimeAsync("first sync", SyncAsync);
        await TimeAsync("again, nothing changed", SyncAsync);
        (vendor.Round, vendor.ChangeEvery) = (1, 100);
        await TimeAsync("again, 1 % changed", SyncAsync);
        (vendor.Round, vendor.ChangeEvery) = (2, 1);
        await TimeAsync("again, all changed", SyncAsync);

        var rows = await RowsAsync();
        await TimeAsync("peer: EF, find and save a page", () => FindAndSaveAsync(Copies(rows)));
        await TimeAsync("peer: EF, add and save a page", () => AddAndSaveAsync(Copies(rows)));
        Console.WriteLine($"peak memory of the process {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
    }

    private async Task SyncAsync()
    {
        var owner = new Actor(_tenant, "benchmark", Role.Owner, Channel.Cli);
        var run = await services.GetRequiredService<StartSync>().RunAsync(owner, _ours, SyncScope.Devices, SyncTrigger.Manual, CancellationToken.None);
        var id = new SyncRunId(run.Value!.Id);
        await services.GetRequiredService<RunSync>().RunAsync(_tenant, id, CancellationToken.None);
        await using var db = _databases.Open(_tenant);
        var ended = await db.SyncRuns.SingleAsync(r => r.Id == id);
        if (ended.State != SyncState.Succeeded || ended.Received != count)
            throw new InvalidOperationException($"The sync ended as {ended.State} with {ended.Received} devices: {ended.ErrorMessage}");
    }

    private async Task FindAndSaveAsync(IEnumerable<StagedDevice[]> pages)
    {
        foreach (var page in pages)
        {
            await using var db = _databases.Open(_tenant);
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
            await using var db = _databases.Open(_tenant);
            db.StagedDevices.AddRange(page);
            await db.SaveChangesAsync();
        }
    }

    private async Task<List<StagedDevice>> RowsAsync()
    {
        await using var db = _databases.Open(_tenant);
        return await db.StagedDevices.AsNoTracking().Where(d => d.IntegrationId == _ours).OrderBy(d => d.Number).ToListAsync();
    }

    // The same rows for another integration.
    private IEnumerable<StagedDevice[]> Copies(List<StagedDevice> rows)
    {
        var peer = new IntegrationId(Guid.CreateVersion7());
        using (var db = _databases.Open(_tenant))
        {
            db.Integrations.Add(Integration(peer));
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

        await using var db = _databases.Open(_tenant);
        return (double)(await db.Database.SqlQueryRaw<decimal>("select pg_current_wal_lsn() - '0/0'::pg_lsn as \"Value\"").ToListAsync())[0];
    }

    private async Task FillAsync()
    {
        await using var db = _databases.Open(_tenant);
        var company = new Company { TenantId = _tenant, Id = new CompanyId(Guid.CreateVersion7()), Name = "Company", NameKey = "COMPANY", CreatedAt = default };
        db.Tenants.Add(new Tenant { Id = _tenant, Name = "Benchmark", CreatedAt = default });
        db.Companies.Add(company);
        db.Integrations.Add(Integration(_ours));
        for (var i = 0; i < GeneratedVendor.Containers; i++)
        {
            db.Containers.Add(new Container
            {
                TenantId = _tenant,
                Id = new ContainerId(Guid.CreateVersion7()),
                IntegrationId = _ours,
                ExternalId = $"site-{i}",
                Name = $"Site {i}",
                OwnCompanyId = company.Id,
                CompanyId = company.Id,
                Method = MappingMethod.Manual,
                FirstSeenAt = default,
            });
        }

        await db.SaveChangesAsync();
    }

    private Integration Integration(IntegrationId id) => new()
    {
        TenantId = _tenant,
        Id = id,
        ConnectorId = vendor.Manifest.Id,
        Name = "Benchmark",
        Settings = "{}",
        ContainersCron = "0 2 * * *",
        DevicesCron = "0 2 * * *",
        CreatedAt = default,
    };
}
