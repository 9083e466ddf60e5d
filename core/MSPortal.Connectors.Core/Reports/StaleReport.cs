using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>How many devices of one company, or of all, still report; each is in one <see cref="SeenState"/>.</summary>
/// <param name="Company">Null for all companies together.</param>
/// <param name="Unknown">Devices whose vendor does not tell when they last reported: neither current nor stale.</param>
public sealed record StaleRow(CompanyRef? Company, int Devices, int Current, int Stale, int Unknown);

/// <summary>Which devices have not reported to their vendor for long.</summary>
/// <param name="Before">A device that last reported before this moment is stale.</param>
public sealed record StaleDevices(int Days, DateTimeOffset Before, StaleRow Overall, IReadOnlyList<StaleRow> Companies);

/// <summary>Counts the devices that have not reported for so many days, in total and for each company.</summary>
public sealed class StaleReport(Databases databases, TimeProvider clock)
{
    public async Task<StaleDevices> RunAsync(Actor actor, StaleAfter staleAfter, CancellationToken cancellationToken)
    {
        var before = staleAfter.Before(clock.GetUtcNow());
        await using var db = databases.Open(actor.Tenant);
        var counts = await db.Devices.AsNoTracking()
            .GroupBy(d => new { d.CompanyId, IsKnown = d.Observation.LastSeenAt != null, IsStale = d.Observation.LastSeenAt != null && d.Observation.LastSeenAt < before })
            .Select(g => new Count(g.Key.CompanyId, g.Key.IsKnown, g.Key.IsStale, g.Count()))
            .ToListAsync(cancellationToken);
        return new StaleDevices(staleAfter.Days, before, Row(null, counts), await ReportRows.ByCompanyAsync(db, counts, c => c.CompanyId, Row, cancellationToken));
    }

    private static StaleRow Row(CompanyRef? company, IReadOnlyList<Count> counts) => new(
        company,
        counts.Sum(c => c.Devices),
        counts.Where(c => c.IsKnown && !c.IsStale).Sum(c => c.Devices),
        counts.Where(c => c.IsStale).Sum(c => c.Devices),
        counts.Where(c => !c.IsKnown).Sum(c => c.Devices));

    private sealed record Count(CompanyId CompanyId, bool IsKnown, bool IsStale, int Devices);
}
