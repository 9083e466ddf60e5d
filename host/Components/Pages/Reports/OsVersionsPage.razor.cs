using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Reports;

/// <summary>The versions of operating systems, of all devices or of one company's.</summary>
public sealed partial class OsVersionsPage(OsVersionReport report)
{
    private OsVersions? _report;
    private OsVersionRow? _row;
    private Page<OsVersionCount>? _page;

    [SupplyParameterFromQuery(Name = "company")]
    public string? CompanyText { get; set; }

    public override bool IsFiltered => CompanyText is not null;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _report ??= await report.RunAsync(Actor, cancellationToken);
        var company = IdIn(CompanyText);
        _row = company is null ? _report.Overall : _report.Companies.FirstOrDefault(r => r.Company!.Id == company);
        IReadOnlyList<OsVersionCount> versions = _row?.Versions ?? [];
        _page = new Page<OsVersionCount>([.. versions.Skip(Request.Offset).Take(Request.Size)], Request.Page, Request.Size, versions.Count);
    }
}
