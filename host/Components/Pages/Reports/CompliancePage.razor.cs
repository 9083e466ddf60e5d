using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>The protections of all devices, and of each company's.</summary>
public sealed partial class CompliancePage(ComplianceReport report)
{
    private Compliance? _report;
    private Page<ComplianceRow>? _page;
    private DateTimeOffset _readAt;

    /// <summary>After how many days a device counts as stale.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public string? Days { get; set; }

    private StaleAfter Stale => ReportDays.In(Days);

    [Inject]
    public required TimeProvider Clock { get; init; }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        // One count for the whole page: turning the pages of companies does not count anew.
        if (_report?.Days != Stale.Days)
        {
            _report = await report.RunAsync(Actor, Stale, cancellationToken);
            _readAt = Clock.GetUtcNow();
        }

        var rows = _report.Companies
            .Where(r => string.IsNullOrWhiteSpace(Search) || r.Company!.Name.Contains(Search.Trim(), StringComparison.CurrentCultureIgnoreCase))
            .ToArray();
        _page = new Page<ComplianceRow>([.. rows.Skip(Request.Offset).Take(Request.Size)], Request.Page, Request.Size, rows.Length);
    }
}
