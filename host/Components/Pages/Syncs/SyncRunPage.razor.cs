using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>One sync run, live while it is at work.</summary>
public sealed partial class SyncRunPage(GetSync get, CancelSync cancel, GetIntegration getIntegration, ConnectorCatalog catalog)
{
    private SyncRunDetail? _detail;
    private Refusal? _refusal;
    private string _name = "Integration";
    private ContainerWords _containers = ContainerWords.Of(null);
    private bool _isCancelling;

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public Guid RunId { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var integration = await getIntegration.RunAsync(Actor, new IntegrationId(Id), Gone);
        if (integration.IsOk)
        {
            _name = integration.Value.Name;
            _containers = ContainerWords.Of(catalog.Find(integration.Value.ConnectorId)?.Manifest);
        }

        _isCancelling = false;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Actor, new IntegrationId(Id), new SyncRunId(RunId), Gone);
        (_detail, _refusal) = (result.Value, result.Refusal);
    }

    private async Task CancelAsync()
    {
        _isCancelling = true;
        var result = await cancel.RunAsync(Actor, new IntegrationId(Id), new SyncRunId(RunId), CancellationToken.None);
        if (result.IsOk)
            await ReadAsync();
        else
            _refusal = result.Refusal;
    }
}
