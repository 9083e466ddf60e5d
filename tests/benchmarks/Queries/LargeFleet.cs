using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Queries;

/// <summary>A fleet of many companies, staged by a sync and perhaps imported.</summary>
internal static class LargeFleet
{
    public const int Companies = 300;

    /// <summary>Stages the fleet; its types are mapped.</summary>
    public static async Task StageAsync(ServiceProvider services, IngestTenant tenant)
    {
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
        await services.GetRequiredService<QuickCreateDeviceTypes>().RunAsync(Owner(tenant), tenant.Integration, CancellationToken.None);
        await AnalyzeAsync(tenant);
    }

    /// <summary>Stages the fleet, and imports all of it.</summary>
    public static async Task ImportAsync(ServiceProvider services, IngestTenant tenant)
    {
        await StageAsync(services, tenant);
        var import = await services.GetRequiredService<StartImport>().RunAsync(Owner(tenant), tenant.Integration, new ImportSelection(All: true), null, CancellationToken.None);
        await services.GetRequiredService<RunImport>().RunAsync(tenant.Id, new DeviceImportId(import.Value!.Id), CancellationToken.None);
        await AnalyzeAsync(tenant);
    }

    private static Actor Owner(IngestTenant tenant) => new(tenant.Id, "benchmark", Role.Owner, Channel.Cli);

    // As autovacuum does some minutes after so much was written.
    private static async Task AnalyzeAsync(IngestTenant tenant)
    {
        await using var db = tenant.Open();
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "vacuum analyze" : "analyze");
    }
}
