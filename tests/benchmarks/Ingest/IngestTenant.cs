using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Ingest;

/// <summary>A tenant whose one integration reads the generated vendor; all its containers are mapped.</summary>
internal sealed class IngestTenant(ServiceProvider services, GeneratedVendor vendor, int devices)
{
    private readonly Databases _databases = services.GetRequiredService<Databases>();

    public TenantId Id { get; private set; } = new(Guid.CreateVersion7());

    public IntegrationId Integration { get; private set; } = new(Guid.CreateVersion7());

    public ConnectorsDb Open() => _databases.Open(Id);

    /// <summary>Takes over the tenant that a kept database has.</summary>
    /// <returns>False when it has none.</returns>
    public async Task<bool> TryAdoptAsync()
    {
        await using var db = _databases.OpenForAllTenants();
        if (await db.Integrations.AsNoTracking().FirstOrDefaultAsync() is not { } kept)
            return false;

        (Id, Integration) = (kept.TenantId, kept.Id);
        return true;
    }

    public async Task SyncAsync()
    {
        var owner = new Actor(Id, "benchmark", Role.Owner, Channel.Cli);
        var run = await services.GetRequiredService<StartSync>().RunAsync(owner, Integration, SyncScope.Devices, SyncTrigger.Manual, CancellationToken.None);
        var id = new SyncRunId(run.Value!.Id);
        await services.GetRequiredService<RunSync>().RunAsync(Id, id, CancellationToken.None);
        await using var db = Open();
        var ended = await db.SyncRuns.SingleAsync(r => r.Id == id);
        if (ended.State != SyncState.Succeeded || ended.Received != devices)
            throw new InvalidOperationException($"The sync ended as {ended.State} with {ended.Received} devices: {ended.ErrorMessage}");
    }

    public async Task FillAsync()
    {
        await using var db = Open();
        var company = new Company { TenantId = Id, Id = new CompanyId(Guid.CreateVersion7()), Name = "Company", NameKey = "COMPANY", CreatedAt = default };
        db.Tenants.Add(new Tenant { Id = Id, Name = "Benchmark", CreatedAt = default });
        db.Companies.Add(company);
        db.Integrations.Add(IntegrationRow(Integration));
        for (var i = 0; i < GeneratedVendor.Containers; i++)
        {
            db.Containers.Add(new Container
            {
                TenantId = Id,
                Id = new ContainerId(Guid.CreateVersion7()),
                IntegrationId = Integration,
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

    public Integration IntegrationRow(IntegrationId id) => new()
    {
        TenantId = Id,
        Id = id,
        ConnectorId = vendor.Manifest.Id,
        Name = "Benchmark",
        Settings = "{}",
        ContainersCron = "0 2 * * *",
        DevicesCron = "0 2 * * *",
        CreatedAt = default,
    };
}
