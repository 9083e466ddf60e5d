using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>Which devices have not reported for long.</summary>
public sealed partial class StalePage(StaleReport report)
{
    private StaleDevices? _report;
    private Page<StaleRow>? _page;

    /// <summary>After how many days a device counts as stale.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public string? Days { get; set; }

    private StaleAfter Stale => ReportDays.In(Days);

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_report?.Days != Stale.Days)
            _report = await report.RunAsync(Actor, Stale, cancellationToken);
        _page = CompanyRows.Page(_report.Overall, _report.Companies, r => r.Company, Search, Request);
    }
}
