using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>What became of a CSV file of companies.</summary>
/// <param name="Skipped">Names the tenant already has, or that stand in the file twice.</param>
/// <param name="Failures">Rows that can't be used; nothing of them was added.</param>
public sealed record CompanyImport(int Created, int Skipped, IReadOnlyList<CompanyImportFailure> Failures);

/// <summary>A row that can't be used.</summary>
/// <param name="Line">Line in the file, from 1.</param>
public sealed record CompanyImportFailure(int Line, string Message);

/// <summary>Adds companies from a CSV file with a column "Name" (or "Company", "Company Name"), or with names alone.</summary>
public sealed class ImportCompanies(Databases databases, TimeProvider clock)
{
    private const int MaxRows = 50_000;
    private static readonly string[] NameColumns = ["NAME", "COMPANY", "COMPANY NAME", "COMPANYNAME", "ACCOUNT NAME", "CLIENT"];

    public async Task<Result<CompanyImport>> RunAsync(Actor actor, TextReader csv, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        var taken = (await db.Companies.Select(c => c.NameKey).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        List<CompanyImportFailure> failures = [];
        int created = 0, skipped = 0;

        var rows = await ReadAsync(csv, cancellationToken);
        if (!rows.IsOk)
            return rows.Refusal;

        foreach (var (line, name) in rows.Value)
        {
            if (CompanyName.Refuses(name) is { } invalid)
            {
                failures.Add(name.Contains('\n', StringComparison.Ordinal)
                    ? new CompanyImportFailure(line - name.Count(c => c == '\n'), "The name goes on over several lines: a quotation mark at its beginning is not closed.")
                    : new CompanyImportFailure(line, invalid.Message));
            }
            else if (taken.Add(NameKey.Of(name)))
            {
                db.Companies.Add(CompanyName.NewCompany(actor.Tenant, name, clock));
                created++;
            }
            else
            {
                skipped++;
            }
        }

        var result = new CompanyImport(created, skipped, failures);
        if (created == 0)
            return result;

        db.Record(actor, clock, "company.imported", new AuditSubject("company", null, "CSV file"), after: new { created, skipped, failed = failures.Count });
        return await db.TrySaveAsync(cancellationToken)
            ? result
            : new Refusal(RefusalKind.Conflict, "companies_changed", "Somebody added one of these companies at the same moment.", "Import the file again.");
    }

    private static async Task<Result<IReadOnlyList<(int Line, string Name)>>> ReadAsync(TextReader csv, CancellationToken cancellationToken)
    {
        List<(int, string)> rows = [];
        using var parser = new CsvParser(csv, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            BadDataFound = null,
            TrimOptions = TrimOptions.Trim,
        });

        int? column = null;
        while (await ReadRowAsync(parser))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = parser.Record ?? [];
            if (column is null && cells.Length > 0)
            {
                cells[0] = cells[0].TrimStart('\uFEFF');
                var header = Array.FindIndex(cells, c => NameColumns.Contains(NameKey.Of(c), StringComparer.Ordinal));
                column = Math.Max(0, header);
                if (header < 0 && cells.Length > 1)
                {
                    return new InvalidValue(
                        "file",
                        "The first line names no column \"Name\".",
                        "Give the column with the companies' names the heading Name, or send a file with names alone.");
                }

                if (header >= 0)
                    continue;
            }

            if (rows.Count >= MaxRows)
                return new InvalidValue("file", $"The file has more than {MaxRows} rows.", "Split the file.");
            if (cells.Any(c => c.Length > 0))
                rows.Add((parser.RawRow, column < cells.Length ? cells[column!.Value] : ""));
        }

        return rows.Count == 0 ? new InvalidValue("file", "The file holds no companies.") : rows;
    }

    private static Task<bool> ReadRowAsync(CsvParser parser) => parser.ReadAsync();
}
