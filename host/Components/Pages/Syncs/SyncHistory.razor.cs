using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>The syncs of an integration, newest first.</summary>
public sealed partial class SyncHistory(ListSyncs list)
{
    private Page<SyncRunView>? _page;
    private Refusal? _refusal;

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var result = await list.RunAsync(Actor, new IntegrationId(Id), Request, cancellationToken);
        (_page, _refusal) = (result.Value, result.Refusal);
    }
}
