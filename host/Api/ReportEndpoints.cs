using System.Globalization;
using System.Security.Claims;
using CsvHelper;
using CsvHelper.Configuration;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes) => routes
        .MapGet("/reports/compliance", ComplianceAsync)
        .WithTags("Reports").WithName("ComplianceReport").WithSummary("Protections of all devices and of each company's; format=csv for a file").Produces<Compliance>();

    private static async Task<IResult> ComplianceAsync(string? format, ClaimsPrincipal user, ComplianceReport report, CancellationToken cancellationToken)
    {
        if (format is not (null or "json" or "csv"))
            return new InvalidValue("format", $"\"{format}\" is neither json nor csv.").ToProblem();

        var compliance = await report.RunAsync(user.ToActor(), cancellationToken);
        return format == "csv" ? TypedResults.Text(ToCsv(compliance), "text/csv") : TypedResults.Ok(compliance);
    }

    private static string ToCsv(Compliance compliance)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        // A company's name must not be run as a formula by whoever opens the file.
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var heading in new[] { "Company", "Check", "Pass", "Fail", "Unknown", "Devices" })
                csv.WriteField(heading);
            csv.NextRecord();
            foreach (var row in compliance.Companies.Prepend(compliance.Overall))
            {
                foreach (var check in row.Checks)
                {
                    csv.WriteField(row.Company?.Name ?? "All companies");
                    csv.WriteField(check.Label);
                    csv.WriteField(check.Counts.Pass);
                    csv.WriteField(check.Counts.Fail);
                    csv.WriteField(check.Counts.Unknown);
                    csv.WriteField(row.Devices);
                    csv.NextRecord();
                }
            }
        }

        return text.ToString();
    }
}
