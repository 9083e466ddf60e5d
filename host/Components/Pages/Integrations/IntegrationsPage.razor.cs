using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;

namespace MSPortal.Connectors.Host.Components.Pages.Integrations;

/// <summary>A card for each connector, with its integrations in it.</summary>
public sealed partial class IntegrationsPage
{
    private IReadOnlyList<IntegrationView>? _integrations;
    private bool _isSyncing;

    [Inject]
    private ConnectorCatalog Catalog { get; set; } = default!;

    [Inject]
    private ListIntegrations List { get; set; } = default!;

    private IEnumerable<IntegrationView> Orphans => _integrations!.Where(i => Catalog.Entries.All(e => e.Id != i.ConnectorId));

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _integrations = await List.RunAsync(Actor, Gone);
        _isSyncing = _integrations.Any(i => i.State == IntegrationState.Syncing);
    }

    // What needs a person stands first.
    private IEnumerable<IntegrationView> Of(string connectorId) =>
        _integrations!.Where(i => i.ConnectorId == connectorId).OrderBy(i => i.State != IntegrationState.Attention);
}
