using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Sync.Books;
using MSPortal.Connectors.Core.Sync.Rejected;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>What became of a run's records: its counters, its books by container and by type, and what it rejected.</summary>
public sealed partial class RecordsCard(GetBooks getBooks, ListRejected listRejected, StartSync start)
{
    private const string TypesShown = "types";
    private const string RejectedShown = "rejected";

    private RunBooksView? _books;
    private Page<BooksRow>? _rows;
    private Page<RejectedView>? _rejected;
    private Refusal? _refusal;
    private Refusal? _notStarted;
    private SyncRunView? _shownRun;
    private bool _isStarting;

    [Parameter, EditorRequired]
    public SyncRunView Run { get; set; } = default!;

    /// <summary>The vendor's words for containers.</summary>
    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    /// <summary>Which list is shown: "types", "rejected", or the containers.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    public override string ClearAddress => Shown.Length == 0 ? base.ClearAddress : $"{base.ClearAddress}?view={Shown}";

    private string Shown => View is TypesShown or RejectedShown ? View : Run.Scope == SyncScope.Containers ? RejectedShown : "";

    private List<FilterTab> Tabs =>
    [
        .. Run.Scope == SyncScope.Containers ? (FilterTab[])[] :
        [
            new FilterTab("", $"By {Containers.SmallOne}", _books?.ByContainer.Count),
            new FilterTab(TypesShown, "By type", _books?.ByType.Count),
        ],
        new FilterTab(RejectedShown, "Rejected", Run.RejectedTotal),
    ];

    protected override async Task OnParametersSetAsync()
    {
        var isNews = _shownRun is not null && _shownRun != Run;
        _shownRun = Run;
        await base.OnParametersSetAsync();
        if (isNews)
            await ReloadAsync();
    }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (integration, run) = (new IntegrationId(Run.IntegrationId), new SyncRunId(Run.Id));
        var books = await getBooks.RunAsync(Actor, integration, run, cancellationToken);
        (_books, _refusal) = (books.Value, books.Refusal);
        _rows = _books is null ? null : PageOf(Shown == TypesShown ? _books.ByType.Select(BooksRow.From) : _books.ByContainer.Select(c => BooksRow.From(c, Containers)));
        if (Shown != RejectedShown)
            return;

        var rejected = await listRejected.RunAsync(Actor, integration, run, Request, cancellationToken);
        (_rejected, _refusal) = (rejected.Value, _refusal ?? rejected.Refusal);
    }

    private Page<BooksRow> PageOf(IEnumerable<BooksRow> rows)
    {
        var found = rows.Where(r => r.Fits(Search)).ToList();
        return new Page<BooksRow>([.. found.Skip(Request.Offset).Take(Request.Size)], Math.Max(1, Request.Page), Request.Size, found.Count);
    }

    // Containers are read again only where some of them were rejected.
    private async Task TryAgainAsync()
    {
        _isStarting = true;
        var scope = Run.Scope == SyncScope.Containers ? SyncScope.Containers
            : Run.RejectedTotal > Run.Counters.Rejected ? SyncScope.All
            : SyncScope.Devices;
        var started = await start.RunAsync(Actor, new IntegrationId(Run.IntegrationId), scope, SyncTrigger.Manual, CancellationToken.None);
        (_notStarted, _isStarting) = (started.Refusal, false);
        if (started.IsOk)
            Navigation.NavigateTo($"/integrations/{Run.IntegrationId}/syncs/{started.Value.Id}");
    }
}
