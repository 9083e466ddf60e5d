using MSPortal.Connectors.Core.Inventory.Sources;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Sources;

/// <summary>Which integration goes before which, where several tell of one device.</summary>
public sealed partial class SourceOrderPage(GetSourceOrder get, ChangeSourceOrder change)
{
    private SourceOrderView? _order;
    private Refusal? _refusal;
    private bool _isBusy;
    private string? _said;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _order = await get.RunAsync(Actor, Gone);

    // Those that nobody placed come after the others.
    private List<SourceRef> Places(SectionOrder section) =>
        [.. section.Integrations, .. _order!.Available.Where(a => !section.Integrations.Contains(a))];

    private Task RaiseAsync(SectionOrder section, int place)
    {
        var places = Places(section);
        (places[place - 1], places[place]) = (places[place], places[place - 1]);
        return SaveAsync(section, places);
    }

    private async Task SaveAsync(SectionOrder section, IReadOnlyList<SourceRef> places)
    {
        _isBusy = true;
        var changed = await change.RunAsync(Actor, [new WantedOrder(section.Key, [.. places.Select(p => p.Id)])], CancellationToken.None);
        (_isBusy, _refusal) = (false, changed.Refusal);
        _order = changed.Value ?? _order;
        _said = changed.IsOk ? $"The order for {section.Key} is saved." : null;
    }
}
