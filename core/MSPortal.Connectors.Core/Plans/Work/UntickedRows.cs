using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Plans.Work;

/// <summary>Keeps count of the rows that are unticked, in all and for each company.</summary>
internal static class UntickedRows
{
    public static async Task CountAsync(ConnectorsDb db, Plan plan, CancellationToken cancellationToken)
    {
        var rows = db.PlanItems.Where(i => i.PlanId == plan.Id && i.Outcome == PlanOutcome.Excluded);
        var counts = await rows.GroupBy(i => new { i.CompanyId, i.FromCompanyId }).Select(g => new { g.Key.CompanyId, g.Key.FromCompanyId, Count = g.Count() }).ToListAsync(cancellationToken);
        plan.Excluded = counts.Sum(c => c.Count);

        // As the filter by company finds them: those that come, and those that leave.
        var summary = JsonSerializer.Deserialize<PlanSummary>(plan.Summary)!;
        plan.Summary = JsonSerializer.Serialize(summary with
        {
            Companies =
            [
                .. summary.Companies.Select(company => company with
                {
                    Excluded = counts.Where(c => c.CompanyId?.Value == company.Company?.Id || (company.Company is not null && c.FromCompanyId?.Value == company.Company.Id)).Sum(c => c.Count),
                }),
            ],
        });
    }
}
