using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Which rows of a plan are wanted; null leaves a filter out.</summary>
/// <param name="CompanyId">Rows of this company, before or afterwards.</param>
public sealed record PlanItemFilter(PlannedChange? Change = null, Guid? CompanyId = null, PlanOutcome? Outcome = null)
{
    /// <summary>Whether all rows are wanted.</summary>
    public bool IsEmpty => this == new PlanItemFilter();

    /// <summary>What is listed by it and what is ticked by it are the same rows.</summary>
    internal IQueryable<PlanItem> Of(IQueryable<PlanItem> items, PageRequest request)
    {
        if (Change is { } change)
            items = items.Where(i => i.Change == change);
        if (Outcome is { } outcome)
            items = items.Where(i => i.Outcome == outcome);
        if (CompanyId is { } wanted)
        {
            var company = new CompanyId(wanted);
            items = items.Where(i => i.CompanyId == company || i.FromCompanyId == company);
        }

        return request.SearchText is { } text
            ? items.Where(i => SearchInQueries.Finds(i.Name, text.Wanted, text.Regex) || SearchInQueries.Finds(i.SerialNumber!, text.Wanted, text.Regex))
            : items;
    }
}
