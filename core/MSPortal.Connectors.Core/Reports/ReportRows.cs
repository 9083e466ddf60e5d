using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Reports;

/// <summary>Parts what was counted by company.</summary>
internal static class ReportRows
{
    /// <summary>A row for each company that something was counted for, by name.</summary>
    public static async Task<IReadOnlyList<TRow>> ByCompanyAsync<TCount, TRow>(
        ConnectorsDb db,
        IReadOnlyList<TCount> counts,
        Func<TCount, CompanyId> company,
        Func<CompanyRef, IReadOnlyList<TCount>, TRow> row,
        CancellationToken cancellationToken)
    {
        var byCompany = counts.GroupBy(company).ToDictionary(g => g.Key, g => g.ToArray());
        CompanyId[] ids = [.. byCompany.Keys];
        var companies = await db.Companies.AsNoTracking()
            .Where(c => ids.Contains(c.Id))
            .OrderBy(c => c.NameKey)
            .Select(c => new { c.Id, c.Name })
            .ToListAsync(cancellationToken);
        return companies.ConvertAll(c => row(new CompanyRef(c.Id.Value, c.Name), byCompany[c.Id]));
    }
}
