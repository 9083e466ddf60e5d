using System.Security.Claims;
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
        group.MapGet("/compliance", ComplianceAsync).WithName("ComplianceReport").WithSummary("Protections of all devices and of each company's; format=csv for a file").Produces<Compliance>();
        group.MapGet("/os-versions", OsVersionsAsync).WithName("OsVersionReport").WithSummary("Operating systems and versions of all devices and of each company's; format=csv for a file").Produces<OsVersions>();
        group.MapGet("/stale", StaleAsync).WithName("StaleReport").WithSummary("Devices that have not reported for so many days, in all and of each company; format=csv for a file").Produces<StaleDevices>();
        group.MapGet("/devices", DevicesAsync).WithName("DeviceNumbersReport").WithSummary("Devices by company and device type; format=csv for a file").Produces<DeviceNumbers>();
        group.MapGet("/coverage", CoverageAsync).WithName("CoverageReport").WithSummary("What the vendors have against what is imported; format=csv for a file").Produces<Coverage>();
    }

    private static Task<IResult> ComplianceAsync(int? days, string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, ComplianceReport report, CancellationToken cancellationToken) =>
        AnswerAsync(format, StaleAfter.From(days), after => report.RunAsync(user.ToActor(), after, cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, ReportCsv.Of);

    private static Task<IResult> OsVersionsAsync(string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, OsVersionReport report, CancellationToken cancellationToken) =>
        AnswerAsync(format, default(StaleAfter), _ => report.RunAsync(user.ToActor(), cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, ReportCsv.Of);

    private static Task<IResult> StaleAsync(int? days, string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, StaleReport report, CancellationToken cancellationToken) =>
        AnswerAsync(format, StaleAfter.From(days), after => report.RunAsync(user.ToActor(), after, cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, ReportCsv.Of);

    private static Task<IResult> DevicesAsync(string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, DeviceNumbersReport report, CancellationToken cancellationToken) =>
        AnswerAsync(format, default(StaleAfter), _ => report.RunAsync(user.ToActor(), cancellationToken), r => r with { Companies = part.RowsOf(r.Companies, c => [c.Company?.Name]) }, ReportCsv.Of);

    private static Task<IResult> CoverageAsync(string? format, [AsParameters] PartQuery part, ClaimsPrincipal user, CoverageReport report, CancellationToken cancellationToken) =>
        AnswerAsync(format, default(StaleAfter), _ => report.RunAsync(user.ToActor(), cancellationToken), r => r with { Integrations = part.RowsOf(r.Integrations, i => [i.Name]) }, ReportCsv.Of);

    // The figures of all together stay those of all, whichever rows are asked for.
    private static async Task<IResult> AnswerAsync<T>(string? format, Result<StaleAfter> staleAfter, Func<StaleAfter, Task<T>> count, Func<T, T> narrow, Func<T, string> toCsv)
    {
        if (format is not (null or "json" or "csv"))
            return new InvalidValue("format", $"\"{format}\" is neither json nor csv.").ToProblem();
        if (!staleAfter.IsOk)
            return staleAfter.Refusal.ToProblem();

        var report = narrow(await count(staleAfter.Value));
        return format == "csv" ? TypedResults.Text(toCsv(report), "text/csv") : TypedResults.Ok(report);
    }
}
