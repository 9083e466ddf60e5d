using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/reports").WithTags("Reports");
        group.MapGet("/", List).WithName("ListReports").WithSummary("The reports there are, with their addresses").Produces<Page<ReportRef>>();
        group.MapGet("/compliance", ComplianceAsync).WithName("ComplianceReport").WithSummary("Protections of all devices and of each company's; format=csv for a file").Produces<Compliance>();
        group.MapGet("/os-versions", OsVersionsAsync).WithName("OsVersionReport").WithSummary("Operating systems and versions of all devices and of each company's; format=csv for a file").Produces<OsVersions>();
        group.MapGet("/stale", StaleAsync).WithName("StaleReport").WithSummary("Devices that have not reported for so many days, in all and of each company; format=csv for a file").Produces<StaleDevices>();
        group.MapGet("/devices", DevicesAsync).WithName("DeviceNumbersReport").WithSummary("Devices by company and device type; format=csv for a file").Produces<DeviceNumbers>();
        group.MapGet("/coverage", CoverageAsync).WithName("CoverageReport").WithSummary("What the vendors have against what is imported; format=csv for a file").Produces<Coverage>();
    }

    private static Ok<Page<ReportRef>> List([AsParameters] PartQuery part) => TypedResults.Ok(part.Of(ReportRef.All, r => [r.Key, r.Name, r.Shows]));

    private static Task<IResult> ComplianceAsync(int? days, string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, ComplianceReport report, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(format, StaleAfter.From(days), after => report.RunAsync(user.ToActor(), after, cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, r => ReportCsv.Of(r, clock));

    private static Task<IResult> OsVersionsAsync(string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, OsVersionReport report, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(format, default(StaleAfter), _ => report.RunAsync(user.ToActor(), cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, r => ReportCsv.Of(r, clock));

    private static Task<IResult> StaleAsync(int? days, string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, StaleReport report, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(format, StaleAfter.From(days), after => report.RunAsync(user.ToActor(), after, cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, r => ReportCsv.Of(r, clock));

    private static Task<IResult> DevicesAsync(string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, DeviceNumbersReport report, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(format, default(StaleAfter), _ => report.RunAsync(user.ToActor(), cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, r => ReportCsv.Of(r, clock));

    private static Task<IResult> CoverageAsync(string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, CoverageReport report, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(format, default(StaleAfter), _ => report.RunAsync(user.ToActor(), cancellationToken), r => r with { Integrations = part.RowsOf(r.Integrations, i => [i.Name]) }, r => ReportCsv.Of(r, clock));

    // The figures of all together stay those of all, whichever rows are asked for.
    private static async Task<IResult> AnswerAsync<T>(string? format, Result<StaleAfter> staleAfter, Func<StaleAfter, Task<T>> count, Func<T, T> narrow, Func<T, IResult> toCsv)
    {
        if (format is not (null or "json" or "csv"))
            return new InvalidValue("format", $"\"{format}\" is neither json nor csv.").ToProblem();
        if (!staleAfter.IsOk)
            return staleAfter.Refusal.ToProblem();

        var report = narrow(await count(staleAfter.Value));
        return format == "csv" ? toCsv(report) : TypedResults.Ok(report);
    }
}

/// <summary>A report.</summary>
/// <param name="Key">The last part of its addresses.</param>
/// <param name="Shows">What it tells.</param>
/// <param name="Address">Where the API answers it; with <c>format=csv</c> as a file.</param>
/// <param name="Link">Its page.</param>
internal sealed record ReportRef(string Key, string Name, string Shows, string Address, string Link)
{
    public static IReadOnlyList<ReportRef> All { get; } =
    [
        Of("compliance", "Compliance", "Protections of all devices and of each company's"),
        Of("os-versions", "OS Versions", "Operating systems and versions of all devices and of each company's"),
        Of("stale", "Stale Devices", "Devices that have not reported for so many days, in all and of each company"),
        Of("devices", "Device Counts", "Devices by company and device type"),
        Of("coverage", "Coverage", "What the vendors have against what is imported"),
    ];

    private static ReportRef Of(string key, string name, string shows) => new(key, name, shows, $"/api/v1/reports/{key}", $"/reports/{key}");
}
