using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>How devices stand with one check, each in one of pass, fail, unknown and stale. Unknown and stale are neither pass nor fail.</summary>
/// <param name="NotApplicable">How many of the unknown do not have what is checked.</param>
public sealed record CheckCounts(int Pass, int Fail, int Unknown, int Stale, int NotApplicable = 0)
{
    /// <summary>All devices.</summary>
    public int Total => Pass + Fail + Unknown + Stale;
}

/// <summary>One check.</summary>
public sealed record ComplianceCheck(string Key, string Label, CheckCounts Counts);

/// <summary>The checks of one company's devices, or of all.</summary>
/// <param name="Company">Null for all companies together.</param>
public sealed record ComplianceRow(CompanyRef? Company, int Devices, IReadOnlyList<ComplianceCheck> Checks);

/// <summary>Which devices have their protections on.</summary>
/// <param name="Days">After how many days without a report a device's protections count as stale.</param>
public sealed record Compliance(int Days, ComplianceRow Overall, IReadOnlyList<ComplianceRow> Companies);

/// <summary>Counts the protections of the inventory, in total and for each company.</summary>
public sealed class ComplianceReport(Databases databases, TimeProvider clock)
{
    public async Task<Compliance> RunAsync(Actor actor, StaleAfter staleAfter, CancellationToken cancellationToken)
    {
        var before = staleAfter.Before(clock.GetUtcNow());
        await using var db = databases.Open(actor.Tenant);
        var counts = await db.Devices.AsNoTracking()
            .GroupBy(d => new
            {
                d.CompanyId,
                d.OsName,
                d.FileVaultEnabled,
                d.FirewallEnabled,
                d.GatekeeperEnabled,
                d.SipEnabled,
                d.MdmEnrolled,
                d.Supervised,
                IsStale = d.Observation.LastSeenAt != null && d.Observation.LastSeenAt < before,
            })
            .Select(g => new
            {
                g.Key.CompanyId,
                g.Key.OsName,
                Values = new[] { g.Key.FileVaultEnabled, g.Key.FirewallEnabled, g.Key.GatekeeperEnabled, g.Key.SipEnabled, g.Key.MdmEnrolled, g.Key.Supervised },
                g.Key.IsStale,
                Devices = g.Count(),
            })
            .ToListAsync(cancellationToken);
        var all = counts.ConvertAll(c => new Combination(c.CompanyId, c.OsName, c.Values, c.IsStale, c.Devices));
        return new Compliance(staleAfter.Days, Row(null, all), await ReportRows.ByCompanyAsync(db, all, c => c.CompanyId, Row, cancellationToken));
    }

    private static ComplianceRow Row(CompanyRef? company, IReadOnlyList<Combination> combinations) => new(
        company,
        combinations.Sum(c => c.Devices),
        [.. SecurityCheck.All.Select((check, number) => new ComplianceCheck(check.Key, check.Label, Counts(combinations, number)))]);

    private static CheckCounts Counts(IReadOnlyList<Combination> combinations, int check)
    {
        int Of(CheckState state) => combinations.Where(c => c.StateOf(check) == state).Sum(c => c.Devices);
        return new CheckCounts(Of(CheckState.Pass), Of(CheckState.Fail), Of(CheckState.Unknown) + Of(CheckState.NotApplicable), Of(CheckState.Stale), Of(CheckState.NotApplicable));
    }

    /// <param name="Values">In the order of <see cref="SecurityCheck.All"/>.</param>
    private sealed record Combination(CompanyId CompanyId, string? OsName, bool?[] Values, bool IsStale, int Devices)
    {
        public CheckState StateOf(int check) => Values[check] switch
        {
            _ when !SecurityCheck.All[check].AppliesTo(OsName) => CheckState.NotApplicable,
            null => CheckState.Unknown,
            _ when IsStale => CheckState.Stale,
            true => CheckState.Pass,
            _ => CheckState.Fail,
        };
    }
}
