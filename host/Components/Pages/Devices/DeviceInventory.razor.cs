using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>All devices of the tenant.</summary>
public sealed partial class DeviceInventory(ListDevices list, ListDeviceTypes listTypes, GetCompany getCompany)
{
    private const string Unknown = "–";

    private static readonly (string, string)[] OnlineStates = [("true", "Online"), ("false", "Offline")];

    private static readonly (string, string)[] SystemNames =
        [.. new[] { "macOS", "iOS", "iPadOS", "tvOS", "Windows", "Linux" }.Select(name => (name, name))];

    private Page<DeviceRow>? _page;
    private CompanyRef? _company;
    private (string, string)[] _types = [];

    [SupplyParameterFromQuery(Name = "company")]
    public string? CompanyText { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "os")]
    public string? Os { get; set; }

    [SupplyParameterFromQuery(Name = "online")]
    public string? Online { get; set; }

    public override bool IsFiltered => base.IsFiltered || CompanyText is not null || Type is not null || Os is not null || Online is not null;

    protected override async Task OnInitializedAsync()
    {
        var types = await listTypes.RunAsync(Actor, new PageRequest(PageSize: PageRequest.MaxPageSize), Gone);
        _types = [.. types.Items.Select(t => (t.Id.ToString(), t.Name))];
    }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = new DeviceFilter(IdIn(CompanyText), IdIn(Type), Os, bool.TryParse(Online, out var online) ? online : null);
        if (filter.CompanyId != _company?.Id)
        {
            var company = filter.CompanyId is { } id ? await getCompany.RunAsync(Actor, new CompanyId(id), cancellationToken) : default;
            _company = company.Value is { } found ? new CompanyRef(found.Id, found.Name) : null;
        }

        _page = await list.RunAsync(Actor, filter, Request, cancellationToken);
    }

    private static string? SystemOf(DeviceRow device) =>
        device.OsName is null && device.OsVersion is null ? null : $"{device.OsName} {device.OsVersion}".Trim();
}
