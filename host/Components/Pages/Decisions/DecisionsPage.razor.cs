using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Decisions;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Decisions;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Decisions;

/// <summary>The inbox of what waits for a person.</summary>
public sealed partial class DecisionsPage(ListDecisions list, AnswerDecisions answers, OpenDecisions open)
{
    private readonly HashSet<Guid> _ticked = [];
    private DecisionList? _list;
    private Refusal? _refusal;
    private string? _said;
    private bool _isBusy;

    [SupplyParameterFromQuery(Name = "filter")]
    public string? Filter { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    public override bool IsFiltered => base.IsFiltered || !string.IsNullOrWhiteSpace(Kind);

    private static IReadOnlyList<(string Value, string Text)> Kinds { get; } =
        [.. Enum.GetValues<DecisionKind>().Select(k => (k.ToString(), DecisionWords.Of(k)))];

    private bool MayAnswer => Actor.Role.May(Permission.ImportDevices);

    private IReadOnlyList<FilterTab> Tabs =>
    [
        new("", "Open", _list?.Open),
        new("snoozed", "Snoozed", _list?.Snoozed),
        new("all", "All", _list is null ? null : _list.Open + _list.Snoozed),
    ];

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var begun = open.Begin(Actor.Tenant);
        _list = await list.RunAsync(Actor, Word<DecisionFilter>(Filter) ?? DecisionFilter.Open, Word<DecisionKind>(Kind), Request, cancellationToken);
        _ticked.IntersectWith(_list.Items.Select(d => d.Id));
        open.Tell(Actor.Tenant, _list.Open, begun);
    }

    private static T? Word<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;

    private void Tick(Guid id)
    {
        if (!_ticked.Remove(id))
            _ticked.Add(id);
    }

    private void TickAll(ChangeEventArgs change)
    {
        _ticked.Clear();
        if (change.Value is true)
            _ticked.UnionWith(_list!.Items.Select(d => d.Id));
    }

    private Task AnswerAsync(IReadOnlyCollection<Guid> ids, string answer) => RunAsync(ids, answer, null, "answered");

    private Task SnoozeAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset until) => RunAsync(ids, null, until, "put off");

    private async Task RunAsync(IReadOnlyCollection<Guid> ids, string? answer, DateTimeOffset? until, string done)
    {
        _isBusy = true;
        try
        {
            // What is being written goes on when the person leaves the page.
            var outcomes = await answers.RunForAllAsync(Actor, [.. ids], answer, until, CancellationToken.None);
            var failed = outcomes.Value?.FirstOrDefault(o => !o.Ok);
            _refusal = outcomes.Refusal ?? (failed is null ? null : new Refusal(RefusalKind.Conflict, failed.Code ?? "", failed.Message ?? "", failed.Cure ?? ""));
            _said = outcomes.Value is { } all ? $"{Words.Count(all.Count(o => o.Ok), "decision")} {done}." : null;
            _ticked.Clear();
        }
        finally
        {
            _isBusy = false;
        }

        await ReloadAsync();
    }
}
