using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Pages.MapRows;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>The vendor's containers and the company that each is mapped to.</summary>
public sealed partial class MapStep(ListContainers list, MapContainers map, ApplyToChildren apply, StartSync startSync, PlanMapping planMapping)
{
    private readonly Dictionary<Guid, RowSave> _saves = [];
    private readonly Selection _selection = new();
    private ContainerList? _list;
    private string _address = "";
    private Refusal? _refusal;
    private Said? _said;
    private bool? _hasCompanies;
    private int? _emptied;

    [Parameter, EditorRequired]
    public IntegrationView Integration { get; set; } = default!;

    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    /// <summary>Asks for fresh numbers of the integration.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [SupplyParameterFromQuery]
    public string? Filter { get; set; }

    /// <summary>"tree", or nothing for the flat list.</summary>
    [SupplyParameterFromQuery]
    public string? View { get; set; }

    /// <summary>Ids of the branches that are closed.</summary>
    [SupplyParameterFromQuery(Name = "closed")]
    public string? ClosedText { get; set; }

    [Inject]
    private ListCompanies Companies { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    public override bool IsFiltered => base.IsFiltered || Filter is not null;

    private IntegrationId Id => new(Integration.Id);

    private bool IsTree => View == "tree";

    private HashSet<Guid> Closed => [.. (ClosedText ?? "").Split('.').Select(IdIn).OfType<Guid>()];

    private Guid[] PageIds => [.. (_list?.Page.Items ?? []).Select(c => c.Id)];

    // Where the first unmapped one is when there is none below on this page.
    private string NextOpenAddress =>
        Filter != "unmapped" ? AddressWith("filter", "unmapped")
        : _list!.Page is { } page && page.PageNumber * page.PageSize < page.Total ? Navigation.GetUriWithQueryParameter("page", page.PageNumber + 1)
        : AddressWith("filter", "unmapped");

    protected override async Task OnInitializedAsync() =>
        _hasCompanies = (await Companies.RunAsync(Actor, new PageRequest(1, 1), Gone)).Total > 0;

    // A sync changes the rows under the same address.
    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_emptied is not { } place)
            return;

        _emptied = null;
        await Script.InvokeVoidAsync("msportal.focusRow", place);
    }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var address = Navigation.Uri;
        var filter = Enum.TryParse<ContainerFilter>(Filter, ignoreCase: true, out var known) ? known : ContainerFilter.All;
        var request = IsTree ? Request with { Sort = "tree" } : Request;
        var closed = IsTree && !IsFiltered ? Closed : null;
        var answer = await list.RunAsync(Actor, Id, filter, request, cancellationToken, closed);

        // The page may have lost its last row to another filter.
        if (answer.Value is { Page: { Items.Count: 0, Total: > 0 } page })
            answer = await list.RunAsync(Actor, Id, filter, request with { Page = (page.Total + page.PageSize - 1) / page.PageSize }, cancellationToken, closed);
        (_list, _address, _refusal) = (answer.Value ?? _list, address, answer.Refusal ?? _refusal);
    }

    // The page hands the fresh integration down, which loads the list.
    private Task RefreshAsync() => OnChanged.InvokeAsync();

    private Task TellAsync(Said said)
    {
        (_said, _refusal) = (said, null);
        _saves.Clear();
        return RefreshAsync();
    }

    private async Task ChangeAsync((ContainerView Container, MapChange Change) asked)
    {
        var (container, change) = asked;
        var place = Array.IndexOf(PageIds, container.Id);
        if (await IsPlannedAsync([container.Id], change))
            return;
        if (await SaveAsync([container.Id], change) is not { } changed)
            return;

        var now = change.Act == MapAct.Unmap ? await list.RunAsync(Actor, Id, ContainerFilter.All, new PageRequest(Search: container.ExternalId), Gone) : default;
        _said = Said.Of(change, changed, container, now.Value?.Page.Items.FirstOrDefault(c => c.Id == container.Id), Containers);
        _emptied = PageIds.Contains(container.Id) ? null : place;
        await RefreshAsync();
    }

    private async Task ChangeSelectedAsync(MapChange change)
    {
        if (await IsPlannedAsync(_selection.Ids, change))
            return;
        if (await SaveAsync(_selection.Ids, change) is not { } changed)
            return;

        _said = Said.Of(change, changed, Containers);
        _selection.Clear();
        await RefreshAsync();
    }

    // A change that moves or holds imported devices is shown before it is made.
    private async Task<bool> IsPlannedAsync(IReadOnlyList<Guid> ids, MapChange change)
    {
        if (Integration.Counts.Imported == 0 || !await planMapping.ShowAsync(Actor, Integration.Id, ids, change))
            return false;

        _said = null;
        _selection.Clear();
        await RefreshAsync();
        return true;
    }

    // The rows show that it is being saved until they can show what came of it.
    private async Task<MappingChanged?> SaveAsync(IReadOnlyList<Guid> ids, MapChange change)
    {
        foreach (var (old, save) in _saves.ToArray())
        {
            if (!save.IsSaving)
                _saves.Remove(old);
        }

        Mark(ids, new RowSave(change));
        StateHasChanged();
        var changed = change.Act == MapAct.ApplyToChildren
            ? await apply.RunAsync(Actor, Id, new ContainerId(ids[0]), CancellationToken.None)
            : await map.RunAsync(Actor, Id, [.. ids.Select(id => new ContainerId(id))], change.Decision, CancellationToken.None);
        await ReloadAsync();
        Mark(ids, new RowSave(change, changed.IsOk, changed.Refusal));
        _refusal = ids.Count > 1 ? changed.Refusal : null;
        return changed.Value;
    }

    private void Mark(IEnumerable<Guid> ids, RowSave save)
    {
        foreach (var id in ids)
            _saves[id] = save;
    }

    private async Task SyncAsync()
    {
        _refusal = (await startSync.RunAsync(Actor, Id, SyncScope.Containers, SyncTrigger.Manual, CancellationToken.None)).Refusal;
        await RefreshAsync();
    }
}
