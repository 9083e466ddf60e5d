using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>How many devices have a version. A null is not known.</summary>
public sealed record OsVersionCount(string? OsName, string? OsVersion, int Devices);

/// <summary>The versions of one company's devices, or of all.</summary>
/// <param name="Company">Null for all companies together.</param>
/// <param name="Versions">By operating system, the newest version first; what is not known comes last.</param>
public sealed record OsVersionRow(CompanyRef? Company, int Devices, IReadOnlyList<OsVersionCount> Versions);

/// <summary>Which versions of operating systems the devices have.</summary>
public sealed record OsVersions(OsVersionRow Overall, IReadOnlyList<OsVersionRow> Companies);

/// <summary>Counts the inventory by operating system and version, in total and for each company.</summary>
public sealed class OsVersionReport(Databases databases)
{
    public async Task<OsVersions> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var counts = await db.Devices.AsNoTracking()
            .GroupBy(d => new { d.CompanyId, d.OsName, d.OsVersion })
            .Select(g => new Count(g.Key.CompanyId, g.Key.OsName, g.Key.OsVersion, g.Count()))
            .ToListAsync(cancellationToken);
        return new OsVersions(Row(null, counts), await ReportRows.ByCompanyAsync(db, counts, c => c.CompanyId, Row, cancellationToken));
    }

    private static OsVersionRow Row(CompanyRef? company, IReadOnlyList<Count> counts) => new(
        company,
        counts.Sum(c => c.Devices),
        [
            .. counts.GroupBy(c => (c.OsName, c.OsVersion))
                .Select(g => new OsVersionCount(g.Key.OsName, g.Key.OsVersion, g.Sum(c => c.Devices)))
                .OrderBy(c => c.OsName is null).ThenBy(c => c.OsName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(c => c.OsVersion is null).ThenByDescending(c => Parts(c.OsVersion)).ThenBy(c => c.OsVersion, StringComparer.Ordinal),
        ]);

    // 14.10 is newer than 14.9; what is no number counts as the oldest.
    private static Version Parts(string? version)
    {
        var numbers = new string([.. (version ?? "").TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]).Trim('.');
        return Version.TryParse(numbers.Contains('.', StringComparison.Ordinal) ? numbers : numbers + ".0", out var parsed) ? parsed : new Version();
    }

    private sealed record Count(CompanyId CompanyId, string? OsName, string? OsVersion, int Devices);
}
