using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Reports;

namespace MSPortal.Connectors.Host.Api;

/// <summary>Reports as CSV: a line for each figure's company, "All companies" first.</summary>
internal static class ReportCsv
{
    public static IResult Of(Compliance report, TimeProvider clock) => CsvFile.Of(
        "compliance",
        clock,
        ["Company", "Check", "Pass", "Fail", "Unknown", "Stale", "Devices", "Not applicable"],
        report.Companies.Prepend(report.Overall).SelectMany(row => row.Checks, (row, check) => (object?[])
            [Name(row.Company), check.Label, check.Counts.Pass, check.Counts.Fail, check.Counts.Unknown, check.Counts.Stale, row.Devices, check.Counts.NotApplicable]));

    public static IResult Of(OsVersions report, TimeProvider clock) => CsvFile.Of(
        "os-versions",
        clock,
        ["Company", "Operating system", "Version", "Devices"],
        report.Companies.Prepend(report.Overall).SelectMany(row => row.Versions, (row, version) => (object?[])
            [Name(row.Company), version.OsName ?? "Unknown", version.OsVersion ?? "Unknown", version.Devices]));

    public static IResult Of(StaleDevices report, TimeProvider clock) => CsvFile.Of(
        "stale-devices",
        clock,
        ["Company", "Days", "Current", "Stale", "Unknown", "Devices"],
        report.Companies.Prepend(report.Overall).Select(row => (object?[])
            [Name(row.Company), report.Days, row.Current, row.Stale, row.Unknown, row.Devices]));

    public static IResult Of(DeviceNumbers report, TimeProvider clock) => CsvFile.Of(
        "device-counts",
        clock,
        ["Company", "Device Type", "Devices"],
        report.Companies.Prepend(report.Overall).SelectMany(row => row.Types, (row, type) => (object?[])
            [Name(row.Company), type.DeviceType.Name, type.Devices]));

    public static IResult Of(Coverage report, TimeProvider clock) => CsvFile.Of(
        "coverage",
        clock,
        ["Integration", "Company", "Source", "Imported", "Difference", "New", "Import failed", "Held", "Type unmapped", "Type ignored", "Unmapped", "In no container", "Other", "Imported, not seen"],
        report.Integrations.SelectMany(i => i.Companies.Select(row => Line(i.Name, row.Company?.Name ?? "No company", row.Counts)).Prepend(Line(i.Name, Name(null), i.Total)))
            .Prepend(Line("All integrations", Name(null), report.Overall)));

    private static object?[] Line(string integration, string company, CoverageCounts c) =>
        [integration, company, c.Source, c.Imported, c.Difference, c.New, c.Failed, c.Held, c.TypeUnmapped, c.TypeIgnored, c.Unmapped, c.NoContainer, c.Other, c.NotSeen];

    private static string Name(CompanyRef? company) => company?.Name ?? "All companies";
}
