using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Plugins;

namespace MSPortal.Connectors.Host.Components.Pages.Integrations;

/// <summary>What a connector is, whether it can be used, and its integrations.</summary>
public sealed partial class ConnectorCard
{
    [Parameter, EditorRequired]
    public ConnectorEntry Connector { get; set; } = default!;

    /// <summary>Whether the tenant has integrations of it.</summary>
    [Parameter]
    public bool IsConnected { get; set; }

    /// <summary>The integrations.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string HeadingId => $"connector-{Connector.Id}";
}
