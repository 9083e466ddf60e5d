using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Reports;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.Reports;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>All devices of the tenant.</summary>
public sealed partial class DeviceInventory(ListDevices list, ListDeviceTypes listTypes, GetCompany getCompany, OsVersionReport versions)
{
    private const string Unknown = "–";

    private static readonly (string, string)[] OnlineStates = [("true", "Online"), ("false", "Offline")];

    private static readonly (string, string)[] SystemNames =
        [.. new[] { "macOS", "iOS", "iPadOS", "tvOS", "Windows", "Linux" }.Select(name => (name, name)), (DeviceFilter.Unknown, "Unknown")];

    private static readonly (string, string)[] CheckStates = [.. SecurityCheck.All.SelectMany(
        check => Enum.GetValues<CheckState>(),
        (check, state) => (DeviceLinks.CheckValue(check.Key, state), $"{check.Label}: {DeviceLinks.Text(state)}"))];

    private Page<DeviceRow>? _page;
    private CompanyRef? _company;
    private (string, string)[] _types = [];
    private (string, string)[] _versions = [];
    private string? _versionsOf;

    [SupplyParameterFromQuery(Name = "company")]
    public string? CompanyText { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "os")]
    public string? Os { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    public string? Version { get; set; }

    /// <summary>A check and its state with a dot between them.</summary>
    [SupplyParameterFromQuery(Name = "check")]
    public string? Check { get; set; }

    [SupplyParameterFromQuery(Name = "seen")]
    public string? Seen { get; set; }

    /// <summary>After how many days a device is stale.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public string? Days { get; set; }

    [SupplyParameterFromQuery(Name = "online")]
    public string? Online { get; set; }

    public override bool IsFiltered => base.IsFiltered || CompanyText is not null || Type is not null || Os is not null || Online is not null
        || Version is not null || Check is not null || Seen is not null;

    private StaleAfter Stale => ReportDays.In(Days);

    private (string, string)[] SeenStates =>
    [
        (nameof(SeenState.Current), $"In the last {Stale.Days} days"),
        (nameof(SeenState.Stale), $"Not for {Stale.Days} days"),
        (nameof(SeenState.Unknown), "Unknown"),
    ];

    protected override async Task OnInitializedAsync()
    {
        var types = await listTypes.RunAsync(Actor, new PageRequest(PageSize: PageRequest.MaxPageSize), Gone);
        _types = [.. types.Items.Select(t => (t.Id.ToString(), t.Name))];
    }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = Filter();
        if (filter.CompanyId != _company?.Id)
        {
            var company = filter.CompanyId is { } id ? await getCompany.RunAsync(Actor, new CompanyId(id), cancellationToken) : default;
            _company = company.Value is { } found ? new CompanyRef(found.Id, found.Name) : null;
        }

        await LoadVersionsAsync(cancellationToken);
        _page = await list.RunAsync(Actor, filter, Request, cancellationToken);
    }

    private DeviceFilter Filter()
    {
        var (check, state) = DeviceLinks.CheckIn(Check);
        return new DeviceFilter(IdIn(CompanyText), IdIn(Type), Os, bool.TryParse(Online, out var online) ? online : null)
        {
            OsVersion = Version,
            Check = check,
            CheckState = state,
            Seen = Enum.TryParse<SeenState>(Seen, ignoreCase: true, out var seen) ? seen : null,
            StaleAfter = Stale,
        };
    }

    // Which versions there are is asked only when a system was chosen.
    private async Task LoadVersionsAsync(CancellationToken cancellationToken)
    {
        if (_versionsOf != Os)
        {
            var all = Os is null or DeviceFilter.Unknown ? [] : (await versions.RunAsync(Actor, cancellationToken)).Overall.Versions;
            _versions = [.. all.Where(v => v.OsName == Os).Select(v => (v.OsVersion ?? DeviceFilter.Unknown, v.OsVersion ?? "Unknown"))];
            _versionsOf = Os;
        }

        if (Version is { } chosen && !_versions.Any(v => v.Item1 == chosen))
            _versions = [.. _versions, (chosen, chosen)];
    }

    private static string? SystemOf(DeviceRow device) =>
        device.OsName is null && device.OsVersion is null ? null : $"{device.OsName} {device.OsVersion}".Trim();
}
