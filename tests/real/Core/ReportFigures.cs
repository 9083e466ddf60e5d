using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;
using MSPortal.Connectors.Tests.Real.Core.Worlds;
using static MSPortal.Connectors.Tests.Real.Core.TestWorld;

namespace MSPortal.Connectors.Tests.Real.Core;

/// <summary>Every figure of every report is a direct count over the rows, and leads to a list of as many devices.</summary>
public sealed class ReportFigures
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Compliance_counts_pass_fail_unknown_and_stale_apart(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.ImportAsync();
        var (devices, now) = (await DevicesAsync(world), world.Clock.GetUtcNow());
        foreach (var days in (int?[])[null, 5, 100])
        {
            var stale = StaleAfter.From(days).Ok();
            var report = await world.Get<ComplianceReport>().RunAsync(world.Owner, stale, Token);

            Assert.Equal((days ?? 30, devices.Count), (report.Days, report.Overall.Devices));
            Assert.Equal(devices.Select(d => d.CompanyId.Value).Distinct().Order(), report.Companies.Select(c => c.Company!.Id).Order());
            foreach (var row in report.Companies.Prepend(report.Overall))
            {
                var own = Of(devices, row.Company);
                Assert.Equal(own.Count, row.Devices);
                foreach (var check in row.Checks)
                {
                    Assert.Equal(row.Devices, check.Counts.Total);
                    foreach (var state in Enum.GetValues<CheckState>())
                    {
                        var expected = own.Count(d => StatesOf(d, check.Key, now - TimeSpan.FromDays(stale.Days)).Contains(state));
                        Assert.Equal((check.Key, state, expected), (check.Key, state, FigureOf(check.Counts, state)));
                        if (row.Company is null || days is null)
                            Assert.Equal(expected, await ListedAsync(world, row.Company, new DeviceFilter { Check = SecurityCheck.Find(check.Key), CheckState = state, StaleAfter = stale }));
                    }
                }
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_not_known_is_neither_pass_nor_fail_nor_stale(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var long_ago = world.Clock.GetUtcNow() - TimeSpan.FromDays(400);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"), PaperVendor.Device("2", "a") with { ObservedAt = long_ago }, With("3", "firewall", true), With("4", "firewall", false) with { ObservedAt = long_ago });
        await world.ImportAsync(isPaper: true);

        var checks = (await world.Get<ComplianceReport>().RunAsync(world.Owner, default, Token)).Overall.Checks.ToDictionary(c => c.Key, c => c.Counts);

        Assert.Equal(new CheckCounts(1, 0, 2, 1), checks[DeviceFacts.FirewallEnabled.Key]);
        Assert.Equal(new CheckCounts(0, 0, 4, 0), checks[DeviceFacts.FileVaultEnabled.Key]);
        var seen = (await world.Get<StaleReport>().RunAsync(world.Owner, default, Token)).Overall;
        Assert.Equal((4, 0, 2, 2), (seen.Devices, seen.Current, seen.Stale, seen.Unknown));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_device_can_not_have_is_neither_pass_nor_fail_even_where_the_vendor_sends_a_value(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a",
            With("1", "sip", false, "iPadOS"), With("2", "sip", true, "iOS"), With("3", "sip", false, "tvOS") with { ObservedAt = world.Clock.GetUtcNow() - TimeSpan.FromDays(400) },
            With("4", "sip", false, "macOS"), With("5", "sip", true, null), With("6", "firewall", false, "Windows"));
        await world.ImportAsync(isPaper: true);

        var report = (await world.Get<ComplianceReport>().RunAsync(world.Owner, default, Token)).Overall;

        var checks = report.Checks.ToDictionary(c => c.Key, c => c.Counts);
        Assert.Equal(new CheckCounts(1, 1, 4, 0, 4), checks[DeviceFacts.SipEnabled.Key]);
        Assert.Equal(new CheckCounts(0, 1, 5, 0, 3), checks[DeviceFacts.FirewallEnabled.Key]);
        Assert.Equal(new CheckCounts(0, 0, 6, 0), checks[DeviceFacts.Supervised.Key]);
        foreach (var device in await world.DevicesAsync())
        {
            var detail = await world.Get<GetDevice>().RunAsync(world.Owner, new DeviceId(device.Id), Token).Ok();
            var sip = detail.Sections.SelectMany(x => x.Readings).Single(r => r.Key == DeviceFacts.SipEnabled.Key);
            var isKnown = device.OsName != "Windows";
            Assert.Equal(isKnown ? ReadingState.Known : ReadingState.Absent, sip.State);
            Assert.Equal(device.OsName is "macOS" or null ? null : isKnown ? $"{device.OsName} does not have it: what Paper says means nothing." : $"{device.OsName} does not have it.", sip.Note);
        }

        foreach (var (key, counts) in checks)
        {
            foreach (var state in Enum.GetValues<CheckState>())
                Assert.Equal((key, state, FigureOf(counts, state)), (key, state, await ListedAsync(world, null, new DeviceFilter { Check = SecurityCheck.Find(key), CheckState = state })));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Versions_of_operating_systems(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("1", "a"));
        await world.ImportAsync();
        await world.ImportAsync(isPaper: true);
        var devices = await DevicesAsync(world);

        var report = await world.Get<OsVersionReport>().RunAsync(world.Owner, Token);

        Assert.Equal((null, null, 1), (report.Overall.Versions[^1].OsName, report.Overall.Versions[^1].OsVersion, report.Overall.Versions[^1].Devices));
        foreach (var row in report.Companies.Prepend(report.Overall))
        {
            var own = Of(devices, row.Company);
            Assert.Equal(own.Count, row.Devices);
            Assert.Equal(own.Count, row.Versions.Sum(v => v.Devices));
            Assert.Equal(own.Select(d => (d.OsName, d.OsVersion)).Distinct().Count(), row.Versions.Count);
            foreach (var version in row.Versions)
            {
                Assert.Equal(own.Count(d => d.OsName == version.OsName && d.OsVersion == version.OsVersion), version.Devices);
                var filter = new DeviceFilter(OsName: version.OsName ?? DeviceFilter.Unknown) { OsVersion = version.OsVersion ?? DeviceFilter.Unknown };
                Assert.Equal(version.Devices, await ListedAsync(world, row.Company, filter));
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Stale_devices(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.ImportAsync();
        var (devices, now) = (await DevicesAsync(world), world.Clock.GetUtcNow());
        foreach (var days in (int[])[1, 30, 365])
        {
            var stale = StaleAfter.From(days).Ok();
            var report = await world.Get<StaleReport>().RunAsync(world.Owner, stale, Token);
            foreach (var row in report.Companies.Prepend(report.Overall))
            {
                var own = Of(devices, row.Company);
                var expected = (own.Count, own.Count(d => SeenOf(d) == SeenState.Current), own.Count(d => SeenOf(d) == SeenState.Stale), own.Count(d => SeenOf(d) == SeenState.Unknown));
                Assert.Equal(expected, (row.Devices, row.Current, row.Stale, row.Unknown));
                foreach (var (state, figure) in ((SeenState, int)[])[(SeenState.Current, row.Current), (SeenState.Stale, row.Stale), (SeenState.Unknown, row.Unknown)])
                    Assert.Equal(figure, await ListedAsync(world, row.Company, new DeviceFilter { Seen = state, StaleAfter = stale }));
            }

            Assert.Equal(report.Overall.Stale, await ListedAsync(world, null, new DeviceFilter { SeenBefore = report.Before }));
            Assert.Equal(report.Overall.Current, await ListedAsync(world, null, new DeviceFilter { SeenAfter = report.Before }));
            SeenState SeenOf(Device d) => d.Observation.LastSeenAt is not { } seen ? SeenState.Unknown : seen < now - TimeSpan.FromDays(days) ? SeenState.Stale : SeenState.Current;
        }

        Assert.Equal("invalid_value", StaleAfter.From(0).Refusal?.Code);
        Assert.Equal("invalid_value", StaleAfter.From(4_000).Refusal?.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_by_company_and_type(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.ImportAsync();
        var devices = await DevicesAsync(world);

        var report = await world.Get<DeviceNumbersReport>().RunAsync(world.Owner, Token);

        foreach (var row in report.Companies.Prepend(report.Overall))
        {
            var own = Of(devices, row.Company);
            Assert.Equal(own.Count, row.Devices);
            Assert.Equal(own.Count, row.Types.Sum(t => t.Devices));
            foreach (var type in row.Types)
            {
                Assert.Equal(own.Count(d => d.DeviceTypeId.Value == type.DeviceType.Id), type.Devices);
                Assert.Equal(type.Devices, await ListedAsync(world, row.Company, new DeviceFilter(DeviceTypeId: type.DeviceType.Id)));
            }
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Coverage_names_every_device_that_makes_the_difference(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Vendor.Add("a", PaperVendor.Device("imported-1", "a"), PaperVendor.Device("imported-2", "a"), PaperVendor.Device("gone", "a"));
        world.Vendor.Add("b", PaperVendor.Device("left", "b"));
        world.Vendor.Add("u", PaperVendor.Device("u1", "u"), PaperVendor.Device("u2", "u"));
        var integration = await world.ConnectPaperAsync();
        await world.DrainAsync();
        await world.MapAsync(integration, "a", await world.CompanyAsync("A"));
        await world.MapAsync(integration, "b", await world.CompanyAsync("B"));
        await world.DrainAsync();
        await world.Get<QuickCreateDeviceTypes>().RunAsync(world.Owner, integration, Token).Ok();
        await world.ImportAllAsync(integration);
        world.Vendor.Devices.RemoveAll(d => d.ExternalId == "gone");
        world.Vendor.Devices.AddRange([PaperVendor.Device("new", "a"), PaperVendor.Device("ignored", "a", type: "ignored"), PaperVendor.Device("typeless", "b", type: "typeless"), PaperVendor.Device("nowhere", null)]);
        world.Vendor.RejectedDevices.Add(new RejectedRecord("broken", "It has no body."));
        await world.SyncAsync(integration);
        await world.SyncAsync(integration);
        await world.Get<ChangeProviderType>().RunAsync(world.Owner, integration, "ignored", new ProviderTypeChange(Ignored: true), Token).Ok();

        var report = await world.Get<CoverageReport>().RunAsync(world.Owner, Token);

        var own = Assert.Single(report.Integrations);
        var byCompany = own.Companies.ToDictionary(r => r.Company?.Name ?? "", r => r.Counts);
        Assert.Equal(["", "A", "B"], byCompany.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new CoverageCounts(4, 2, 1, 0, 0, 0, 1, 0, 0, 0, 1), byCompany["A"]);
        Assert.Equal(new CoverageCounts(2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0), byCompany["B"]);

        // In no container is the one without a place; the other is the record of which no more than its id is known.
        Assert.Equal(new CoverageCounts(4, 0, 0, 0, 0, 0, 0, 2, 1, 1, 0), byCompany[""]);
        Assert.Equal(own.Total, report.Overall);
        Assert.Equal(world.Vendor.Devices.Count + 1, own.Total.Source);
        var c = own.Total;
        Assert.Equal(c.Difference, c.New + c.Failed + c.Held + c.TypeUnmapped + c.TypeIgnored + c.Unmapped + c.NoContainer + c.Other);
        foreach (var (name, counts) in byCompany.Where(r => r.Key.Length > 0))
        {
            var company = (await world.CompanyAsync(name)).Value;
            foreach (var (status, figure) in ((StagedStatus, int)[])[(StagedStatus.New, counts.New), (StagedStatus.Imported, counts.Imported), (StagedStatus.Ignored, counts.TypeIgnored), (StagedStatus.TypeUnmapped, counts.TypeUnmapped), (StagedStatus.NotSeen, counts.NotSeen)])
                Assert.Equal(figure, (await world.StagedAsync(integration, new StagedFilter(CompanyId: company, Status: status))).Count);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Coverage_of_a_made_up_fleet_adds_up(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        var integration = await world.StageAsync();
        await world.SyncAsync(integration);
        var type = (await world.StagedAsync(integration))[0].TypeKey;
        await world.ImportAsync(integration, new ImportSelection(TypeKey: type));

        var report = await world.Get<CoverageReport>().RunAsync(world.Owner, Token);

        Assert.Equal(((await world.RunsAsync(integration))[0].Counters.Received, (await DevicesAsync(world)).Count), (report.Overall.Source, report.Overall.Imported));
        Assert.All(report.Integrations[0].Companies, row => Assert.Equal(
            row.Counts.Difference,
            row.Counts.New + row.Counts.Failed + row.Counts.Held + row.Counts.TypeUnmapped + row.Counts.TypeIgnored + row.Counts.Unmapped + row.Counts.NoContainer + row.Counts.Other));
        Assert.Equal(0, report.Overall.Other);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_empty_tenant_has_empty_reports(DatabaseEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.ImportAsync(world.OtherOwner);

        Assert.Equal(0, (await world.Get<ComplianceReport>().RunAsync(world.Owner, default, Token)).Overall.Devices);
        Assert.Empty((await world.Get<OsVersionReport>().RunAsync(world.Owner, Token)).Overall.Versions);
        Assert.Equal(0, (await world.Get<StaleReport>().RunAsync(world.Owner, default, Token)).Overall.Devices);
        Assert.Empty((await world.Get<DeviceNumbersReport>().RunAsync(world.Owner, Token)).Companies);
        Assert.Empty((await world.Get<CoverageReport>().RunAsync(world.Owner, Token)).Integrations);
    }

    private static DeviceRecord With(string id, string field, object value, string? os = null) => PaperVendor.Device(id, "a") with
    {
        Fields = new RecordFields(new Dictionary<string, object?> { ["name"] = id, [field] = value, ["os"] = os }),
    };

    private static async Task<List<Device>> DevicesAsync(TestWorld world)
    {
        await using var db = world.Open();
        return await db.Devices.AsNoTracking().Include(d => d.Observation).ToListAsync(Token);
    }

    private static List<Device> Of(List<Device> devices, CompanyRef? company) => company is null ? devices : devices.FindAll(d => d.CompanyId.Value == company.Id);

    private static async Task<int> ListedAsync(TestWorld world, CompanyRef? company, DeviceFilter filter) =>
        (await world.Get<ListDevices>().RunAsync(world.Owner, filter with { CompanyId = company?.Id }, new PageRequest(PageSize: 1), Token)).Total;

    private static int FigureOf(CheckCounts counts, CheckState state) => state switch
    {
        CheckState.Pass => counts.Pass,
        CheckState.Fail => counts.Fail,
        CheckState.Stale => counts.Stale,
        CheckState.NotApplicable => counts.NotApplicable,
        _ => counts.Unknown,
    };

    private static CheckState[] StatesOf(Device device, string key, DateTimeOffset before)
    {
        if (key is not ("mdm_enrolled" or "supervised") && device.OsName is "iOS" or "iPadOS" or "tvOS")
            return [CheckState.Unknown, CheckState.NotApplicable];

        // From the facts themselves, not from the columns that the reports read.
        var fact = FactSheet.Read(device.Facts).GetValueOrDefault(key);
        return [fact is not { State: ReadingState.Known, Value: { } value } ? CheckState.Unknown
            : device.Observation.LastSeenAt < before ? CheckState.Stale
            : value.GetBoolean() ? CheckState.Pass
            : CheckState.Fail];
    }
}
