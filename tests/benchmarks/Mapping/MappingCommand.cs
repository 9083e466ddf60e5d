using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Core;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Benchmarks.Mapping;

/// <summary>Times what a person waits for at the mapping table, on SQLite: filters, a decision, the preview of Quick Match.</summary>
internal static class MappingCommand
{
    private const int Rounds = 20;

    public static int Usage()
    {
        Console.WriteLine("mapping [CONTAINERS]   times the mapping table; 5,000 containers unless said otherwise");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5_000;
        var folder = Directory.CreateTempSubdirectory("mspc-mapping-").FullName;
        try
        {
            await using var services = Services(folder);
            var owner = new Actor(new TenantId(Guid.CreateVersion7()), "benchmark", Role.Owner, Channel.Cli);
            var integration = await FillAsync(services.GetRequiredService<Databases>(), owner.Tenant, count);
            await MeasureAsync(services, owner, integration);
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(ServiceProvider services, Actor owner, IntegrationId integration)
    {
        var list = services.GetRequiredService<ListContainers>();
        Task ListAsync(ContainerFilter filter, string? search) => list.RunAsync(owner, integration, filter, new PageRequest(1, 50, search), CancellationToken.None);

        await TimeAsync("filter: all", _ => ListAsync(ContainerFilter.All, null));
        await TimeAsync("filter: unmapped", _ => ListAsync(ContainerFilter.Unmapped, null));
        await TimeAsync("search", i => ListAsync(ContainerFilter.All, $"site {i}"));

        var all = (await list.RunAsync(owner, integration, ContainerFilter.All, new PageRequest(1, 200), CancellationToken.None)).Value!.Page.Items;
        var company = (await services.GetRequiredService<ListCompanies>().RunAsync(owner, new PageRequest(1, 1), CancellationToken.None)).Items[0].Id;
        var map = services.GetRequiredService<MapContainers>();
        await TimeAsync("map one by hand", i => map.RunAsync(owner, integration, [new ContainerId(all[i].Id)], new ContainerDecision(company), CancellationToken.None));

        var match = services.GetRequiredService<QuickMatchContainers>();
        await TimeAsync("preview of Quick Match", _ => match.RunAsync(owner, integration, apply: false, null, CancellationToken.None), rounds: 3);
    }

    private static async Task TimeAsync(string what, Func<int, Task> act, int rounds = Rounds)
    {
        List<double> times = [];
        for (var i = 0; i < rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await act(i);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-24} median {times[times.Count / 2],7:F1} ms   slowest {times[^1],7:F1} ms   ({rounds} times)"));
    }

    // A company for every second container, half of the containers inside another one, every third mapped.
    private static async Task<IntegrationId> FillAsync(Databases databases, TenantId tenant, int count)
    {
        await using var db = databases.Open(tenant);
        await db.Database.EnsureCreatedAsync();
        var integration = new IntegrationId(Guid.CreateVersion7());
        db.Tenants.Add(new Tenant { Id = tenant, Name = "Benchmark", CreatedAt = default });
        db.Integrations.Add(new Integration { TenantId = tenant, Id = integration, ConnectorId = "none", Name = "None", Settings = "{}", ContainersCron = "0 2 * * *", DevicesCron = "0 2 * * *", CreatedAt = default });
        for (var i = 0; i < count; i++)
        {
            Company? company = null;
            if (i % 2 == 0)
            {
                company = new Company { TenantId = tenant, Id = new CompanyId(Guid.CreateVersion7()), Name = $"Company {i} Dental Ltd", NameKey = $"COMPANY {i} DENTAL LTD", CreatedAt = default };
                db.Companies.Add(company);
            }

            var mapped = i % 6 == 0 ? company?.Id : null;
            db.Containers.Add(new Container
            {
                TenantId = tenant,
                Id = new ContainerId(Guid.CreateVersion7()),
                IntegrationId = integration,
                ExternalId = $"{i}",
                Name = i % 2 == 0 ? $"Company {i} Dental" : $"Site {i}",
                ParentExternalId = i % 2 == 1 ? $"{i - 1}" : null,
                OwnCompanyId = mapped,
                CompanyId = mapped,
                Method = mapped is null ? null : MappingMethod.Manual,
                FirstSeenAt = default,
            });
        }

        await db.SaveChangesAsync();
        return integration;
    }

    private static ServiceProvider Services(string folder) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IJobQueue, NoJobs>()
        .AddLogging()
        .AddConnectorsCore(
            new DatabaseOptions(DatabaseEngine.Sqlite, $"Data Source={Path.Combine(folder, "benchmark.db")}"),
            new byte[32],
            new OperatorSettings(new Dictionary<string, Uri>()),
            _ => ConnectorCatalog.Of())
        .BuildServiceProvider();
}
