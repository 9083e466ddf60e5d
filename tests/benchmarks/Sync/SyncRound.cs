using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Sync;

/// <summary>One round: our first sync, the same again, the peers and the limits, one after the other on one database.</summary>
internal sealed class SyncRound(ServiceProvider services, string connection, Uri address, string token, int devices, bool isShown)
{
    private readonly TenantId _tenant = new(Guid.CreateVersion7());
    private readonly Databases _databases = services.GetRequiredService<Databases>();
    // Where the time goes: for whoever looks for what to make faster.
    private static readonly bool ShowsSpans = Environment.GetEnvironmentVariable("BENCHMARK_SPANS") is not null;

    private double _ours;

    private Actor Owner => new(_tenant, "benchmark", Role.Owner, Channel.Cli);

    public async Task RunAsync()
    {
        var integration = await ConnectAsync();
        if (isShown)
            Console.WriteLine($"{devices} devices");
        _ours = await TimeAsync("first sync", () => SyncAsync(integration, SyncScope.Devices));
        await TimeAsync("again, nothing changed", () => SyncAsync(integration, SyncScope.Devices));

        var limits = new Limits(connection, address, token);
        var bytes = await TimeAsync("limit: bytes over HTTP", limits.ReadBytesAsync);
        var copied = await limits.CopyOutAsync();
        var copy = await TimeAsync("limit: plain COPY of the rows", () => limits.CopyInAsync(copied));
        if (isShown)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first sync / sum of limits {_ours / (bytes + copy):F2}"));

        await TimeAsync("peer: Node, an upsert a page", () => NodePeer.RunAsync(connection, address, token, keepsAll: false));
        await TimeAsync("peer: Node, all facts kept", () => NodePeer.RunAsync(connection, address, token, keepsAll: true));
        var refit = new RefitPeer(_databases, _tenant, address, token);
        await TimeAsync("peer: Refit, EF find and save", refit.RunAsync);
    }

    private async Task<IntegrationId> ConnectAsync()
    {
        await using (var db = _databases.Open(_tenant))
        {
            db.Tenants.Add(new Tenant { Id = _tenant, Name = "Benchmark", CreatedAt = default });
            await db.SaveChangesAsync();
        }

        var created = await services.GetRequiredService<CreateIntegration>().RunAsync(Owner, "addigy", "Benchmark", null, new Dictionary<string, string?> { ["api_token"] = token }, CancellationToken.None);
        var integration = new IntegrationId(created.Value?.Id ?? throw new InvalidOperationException($"{created.Refusal}"));
        await RunQueuedAsync(integration);
        await using (var db = _databases.Open(_tenant))
        {
            var company = new Company { TenantId = _tenant, Id = new CompanyId(Guid.CreateVersion7()), Name = "Company", NameKey = "COMPANY", CreatedAt = default };
            db.Companies.Add(company);
            await db.SaveChangesAsync();
            await db.Containers.ExecuteUpdateAsync(c => c
                .SetProperty(x => x.OwnCompanyId, company.Id).SetProperty(x => x.CompanyId, company.Id).SetProperty(x => x.Method, MappingMethod.Manual));
        }

        return integration;
    }

    private async Task SyncAsync(IntegrationId integration, SyncScope scope)
    {
        await services.GetRequiredService<StartSync>().RunAsync(Owner, integration, scope, SyncTrigger.Manual, CancellationToken.None);
        await RunQueuedAsync(integration);
    }

    private async Task RunQueuedAsync(IntegrationId integration)
    {
        await using var db = _databases.Open(_tenant);
        while (await db.SyncRuns.Where(r => r.IntegrationId == integration && r.State == SyncState.Queued).Select(r => (SyncRunId?)r.Id).FirstOrDefaultAsync() is { } id)
        {
            await services.GetRequiredService<RunSync>().RunAsync(_tenant, id, CancellationToken.None);
            var ended = await db.SyncRuns.AsNoTracking().SingleAsync(r => r.Id == id);
            if (ended.State != SyncState.Succeeded || (ended.Scope != SyncScope.Containers && ended.Received != devices))
                throw new InvalidOperationException($"The sync ended as {ended.State} with {ended.Received} devices: {ended.ErrorMessage}");
        }
    }

    private async Task<double> TimeAsync(string what, Func<Task> act)
    {
        await using var db = _databases.Open(_tenant);
        var before = await WalAsync(db);
        using var spans = new Spans();
        var watch = Stopwatch.StartNew();
        await act();
        var seconds = watch.Elapsed.TotalSeconds;
        var wal = (await WalAsync(db) - before) / 1e6;
        if (isShown)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what,-32} {seconds,7:F2} s {devices / seconds,9:F0} devices/s   time x {(_ours > 0 ? seconds / _ours : 1),6:F3}   WAL {wal,8:F1} MB"));
            if (ShowsSpans)
                spans.Show();
        }

        return seconds;
    }

    private static async Task<double> WalAsync(ConnectorsDb db) =>
        (double)(await db.Database.SqlQueryRaw<decimal>("select pg_current_wal_lsn() - '0/0'::pg_lsn as \"Value\"").ToListAsync())[0];
}
