using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>How many devices each company has of each type.</summary>
public sealed partial class DeviceNumbersPage(DeviceNumbersReport report)
{
    private DeviceNumbers? _report;
    private Page<DeviceNumbersRow>? _page;

    private IReadOnlyList<DeviceTypeCount> Types => _report?.Overall.Types ?? [];

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _report ??= await report.RunAsync(Actor, cancellationToken);
        _page = CompanyRows.Page(_report.Overall, _report.Companies, r => r.Company, Search, Request);
    }
}
