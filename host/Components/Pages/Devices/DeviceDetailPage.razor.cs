using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Devices;

/// <summary>Device Detail: all that is known of a device, and what is not.</summary>
public sealed partial class DeviceDetailPage(GetDevice get, ListIntegrations listIntegrations, ConnectorCatalog catalog)
{
    private DeviceDetail? _device;
    private Refusal? _refusal;
    private Dictionary<Guid, string> _connectors = [];

    [Parameter]
    public Guid Id { get; set; }

    // Part of the path and not of the query: what comes onto a page while its query changes may not look at the query itself.
    [Parameter]
    public string? Tab { get; set; }

    private bool IsHistory => string.Equals(Tab, "history", StringComparison.OrdinalIgnoreCase);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await get.RunAsync(Actor, new DeviceId(Id), Gone);
        (_device, _refusal) = (result.Value, result.Refusal);
        _connectors = (await listIntegrations.RunAsync(Actor, Gone)).ToDictionary(i => i.Id, i => i.ConnectorId);
    }

    private string ContainerWord(LinkView link) =>
        ContainerWords.Of(_connectors.TryGetValue(link.IntegrationId, out var connector) ? catalog.Find(connector)?.Manifest : null).One;
}
