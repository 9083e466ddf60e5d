using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MSPortal.Connectors.Benchmarks.Ingest;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.History;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Core.Why;

namespace MSPortal.Connectors.Benchmarks.Queries;

/// <summary>What is asked, each time about other devices and companies.</summary>
internal static class Questions
{
    public static async Task<IReadOnlyList<(string Name, Func<int, Task> Ask)>> OfAsync(ServiceProvider services, IngestTenant tenant)
    {
        var viewer = new Actor(tenant.Id, "benchmark", Role.Viewer, Channel.Api);
        await using var db = tenant.Open();
        var companies = await db.Companies.OrderBy(c => c.Id).Select(c => c.Id.Value).ToListAsync();
        var types = await db.DeviceTypes.Select(t => t.Id.Value).ToListAsync();
        var keys = await db.ProviderTypes.Select(t => t.Key).ToListAsync();
        var some = await db.Devices.OrderBy(d => d.Id).Take(500).Select(d => new { d.Id, d.Name, d.SerialNumber, d.CurrentUser }).ToListAsync();
        var total = await db.Devices.CountAsync();
        var (list, staged, get) = (services.GetRequiredService<ListDevices>(), services.GetRequiredService<ListStaged>(), services.GetRequiredService<GetDevice>());

        Guid Company(int i) => companies[i * 7 % companies.Count];
        Guid Type(int i) => types[i % types.Count];
        int Middle(int i) => 1 + (total / 100) + i;

        return
        [
            ("devices: first page", _ => Devices(new())),
            ("devices: page in the middle", i => Devices(new(), new(Page: Middle(i)))),
            ("devices: last page", _ => Devices(new(), new(Page: (total + 49) / 50))),
            ("devices: by last seen", _ => Devices(new(), new(Sort: "-lastSeenAt"))),
            ("devices: by serial number", _ => Devices(new(), new(Sort: "serialNumber"))),
            ("devices: by model", _ => Devices(new(), new(Sort: "model"))),
            ("devices: by company", _ => Devices(new(), new(Sort: "company"))),
            ("devices: by OS version", _ => Devices(new(), new(Sort: "-osVersion"))),
            ("devices: search a serial number", i => Devices(new(), new(Search: some[i % some.Count].SerialNumber))),
            ("devices: search a name", i => Devices(new(), new(Search: some[i % some.Count].Name))),
            ("devices: search a user", i => Devices(new(), new(Search: some[i % some.Count].CurrentUser))),
            ("devices: search what nothing has", _ => Devices(new(), new(Search: "no such device anywhere"))),
            ("devices: search one letter", _ => Devices(new(), new(Search: "1"))),
            ("devices: search what many notes have", _ => Devices(new(), new(Search: "screen cracked"))),
            ("devices: of a company", i => Devices(new(CompanyId: Company(i)))),
            ("devices: of a type", i => Devices(new(DeviceTypeId: Type(i)))),
            ("devices: of a type, by last seen", i => Devices(new(DeviceTypeId: Type(i)), new(Sort: "lastSeenAt"))),
            ("devices: of an OS", _ => Devices(new(OsName: "macOS"))),
            ("devices: of an unknown OS", _ => Devices(new(OsName: DeviceFilter.Unknown))),
            ("devices: online", _ => Devices(new(Online: true))),
            ("devices: FileVault fails", _ => Devices(Checked(CheckState.Fail))),
            ("devices: FileVault unknown", _ => Devices(Checked(CheckState.Unknown))),
            ("devices: FileVault fails, of a company", i => Devices(Checked(CheckState.Fail) with { CompanyId = Company(i) })),
            ("devices: stale", _ => Devices(new() { Seen = SeenState.Stale })),
            ("device: detail", i => get.RunAsync(viewer, some[i % some.Count].Id, default)),
            ("device: history", i => services.GetRequiredService<ListDeviceHistory>().RunAsync(viewer, some[i % some.Count].Id, null, new(), default)),
            ("staged: first page", _ => Staged(new())),
            ("staged: page in the middle", i => Staged(new(), new(Page: Middle(i)))),
            ("staged: unimported", _ => Staged(new(Unimported: true))),
            ("staged: imported", _ => Staged(new(Status: StagedStatus.Imported))),
            ("staged: of a company", i => Staged(new(CompanyId: Company(i)))),
            ("staged: of a type", i => Staged(new(TypeKey: keys[i % keys.Count]))),
            ("staged: search a serial number", i => Staged(new(), new(Search: some[i % some.Count].SerialNumber))),
            ("staged: by status", _ => Staged(new(), new(Sort: "status"))),
            ("staged: by type", _ => Staged(new(), new(Sort: "type"))),
            ("staged: by company", _ => Staged(new(), new(Sort: "company"))),
            ("staged: what coverage counts as the difference", _ => Staged(new() { Figure = CoverageFigure.Difference })),
            ("staged: what coverage counts at the vendor", _ => Staged(new() { Figure = CoverageFigure.Source })),
            ("report: compliance", _ => services.GetRequiredService<ComplianceReport>().RunAsync(viewer, StaleAfter.From(null).Value, default)),
            ("report: OS versions", _ => services.GetRequiredService<OsVersionReport>().RunAsync(viewer, default)),
            ("report: stale", _ => services.GetRequiredService<StaleReport>().RunAsync(viewer, StaleAfter.From(null).Value, default)),
            ("report: coverage", _ => services.GetRequiredService<CoverageReport>().RunAsync(viewer, default)),
            ("report: device counts", _ => services.GetRequiredService<DeviceNumbersReport>().RunAsync(viewer, default)),
            ("why: a serial number", i => services.GetRequiredService<AskWhy>().RunAsync(viewer, some[i % some.Count].SerialNumber, default)),
            ("why: what nothing has", _ => services.GetRequiredService<AskWhy>().RunAsync(viewer, "NO-SUCH-SERIAL", default)),
        ];

        Task Devices(DeviceFilter filter, PageRequest? request = null) => list.RunAsync(viewer, filter, request ?? new PageRequest(), default);
        Task Staged(StagedFilter filter, PageRequest? request = null) => staged.RunAsync(viewer, tenant.Integration, filter, request ?? new PageRequest(), default);
        DeviceFilter Checked(CheckState state) => new() { Check = SecurityCheck.Find("filevault_enabled"), CheckState = state };
    }
}
