using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Import;

/// <summary>The devices that wait to be imported, and those that were.</summary>
public sealed partial class StagedDevices(ListStaged list, ListProviderTypes listTypes, GetCompany getCompany)
{
    private readonly HashSet<Guid> _selected = [];
    private Page<StagedView>? _page;
    private Refusal? _refusal;
    private CompanyRef? _company;
    private (string, string)[] _types = [];

    [Parameter, EditorRequired]
    public required IntegrationView Integration { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Vendor { get; set; }

    /// <summary>Whether an import is at work.</summary>
    [Parameter]
    public bool IsImporting { get; set; }

    /// <summary>The chosen devices shall be imported.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<Guid>> ImportSelected { get; set; }

    [Parameter]
    public EventCallback ImportAllMapped { get; set; }

    [SupplyParameterFromQuery(Name = "company")]
    public string? CompanyText { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "unimported")]
    public string? Unimported { get; set; }

    /// <summary>"true" for what is in the inventory, whatever its status.</summary>
    [SupplyParameterFromQuery(Name = "imported")]
    public string? Imported { get; set; }

    /// <summary>A figure of the coverage report, for what it counts.</summary>
    [SupplyParameterFromQuery(Name = "figure")]
    public string? FigureText { get; set; }

    // The toggle alone explains an empty list by itself: all are imported.
    public override bool IsFiltered => base.IsFiltered || CompanyText is not null || Type is not null || Status is not null || IsImported || Figure is not null;

    private bool IsUnimported => Unimported == "true";

    private bool IsImported => Imported == "true";

    private CoverageFigure? Figure => Enum.TryParse<CoverageFigure>(FigureText, ignoreCase: true, out var figure) && Enum.IsDefined(figure) ? figure : null;

    private int Elsewhere => _selected.Count - (_page?.Items.Count(d => _selected.Contains(d.Id)) ?? 0);

    private bool IsPageSelected => _page?.Items.Where(CanSelect).ToArray() is { Length: > 0 } rows && rows.All(d => _selected.Contains(d.Id));

    /// <summary>Takes every choice back.</summary>
    public void Forget() => _selected.Clear();

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = new IntegrationId(Integration.Id);
        var types = await listTypes.RunAsync(Actor, id, cancellationToken);
        _types = [.. (types.Value ?? []).Select(t => (t.Key, t.Name))];

        var filter = Filter() with { CompanyId = IdIn(CompanyText) };
        if (filter.CompanyId != _company?.Id)
        {
            var company = filter.CompanyId is { } wanted ? await getCompany.RunAsync(Actor, new CompanyId(wanted), cancellationToken) : default;
            _company = company.Value is { } found ? new CompanyRef(found.Id, found.Name) : null;
        }

        var result = await list.RunAsync(Actor, id, filter, Request, cancellationToken);
        (_page, _refusal) = (result.Value, result.Refusal);
    }

    private StagedFilter Filter() => new(
        IsUnimported,
        TypeKey: Type,
        Status: Enum.TryParse<StagedStatus>(Status, ignoreCase: true, out var status) ? status : null)
    {
        Imported = IsImported,
        Figure = Figure,
    };

    private static bool CanSelect(StagedView device) => device.Status != StagedStatus.Imported;

    private void Select(StagedView device, bool isOn)
    {
        if (isOn)
            _selected.Add(device.Id);
        else
            _selected.Remove(device.Id);
    }

    private void SelectPage(bool isOn)
    {
        foreach (var device in (_page?.Items ?? []).Where(CanSelect))
            Select(device, isOn);
    }

    private Task ImportAsync() => ImportSelected.InvokeAsync([.. _selected]);
}
