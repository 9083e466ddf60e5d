using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Syncs;

/// <summary>Head of an integration's pages: its state, Sync Now, and the progress of a sync. Tells its page when something changed.</summary>
public sealed partial class IntegrationHead(GetIntegration get, StartSync start, ConnectorCatalog catalog)
{
    private const int IdleTicks = 5;

    private IntegrationView? _integration;
    private Refusal? _missing;
    private Refusal? _refusal;
    private ContainerWords _containers = ContainerWords.Of(null);
    private Guid _shown;
    private int _ticks;
    private bool _isStarting;

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public Guid Id { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Whether the page shows syncs; else it shows devices.</summary>
    [Parameter]
    public bool IsAboutSyncs { get; set; }

    /// <summary>The integration was read for the first time, or a sync moved on.</summary>
    [Parameter]
    public EventCallback<IntegrationView> Changed { get; set; }

    private (string Address, string Text, string Icon) Other => IsAboutSyncs
        ? ($"/integrations/{Id}/devices", "Import Devices", Icons.Material.Outlined.Download)
        : ($"/integrations/{Id}/syncs", "Sync History", Icons.Material.Outlined.History);

    private (string Text, Tone Tone) State => _integration!.State switch
    {
        IntegrationState.Syncing => ("Syncing", Tone.Info),
        IntegrationState.Attention => ("Needs attention", Tone.Bad),
        IntegrationState.Paused => ("Paused", Tone.Warning),
        _ => ("Ready", Tone.Good),
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;

        _shown = Id;
        await ReadAsync();
    }

    private async Task TickAsync()
    {
        // At rest a look every ten seconds finds the syncs that others and the schedule start.
        if (_integration?.CurrentRun is not null || ++_ticks % IdleTicks == 0)
            await ReadAsync();
    }

    private async Task SyncAsync()
    {
        if (_isStarting)
            return;

        _isStarting = true;
        var result = await start.RunAsync(Actor, new IntegrationId(Id), SyncScope.All, SyncTrigger.Manual, CancellationToken.None);
        _refusal = result.Refusal;
        if (result.IsOk)
            await ReadAsync();
        _isStarting = false;
    }

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Actor, new IntegrationId(Id), Gone);
        var before = _integration;
        (_integration, _missing) = (result.Value, result.Refusal);
        _containers = ContainerWords.Of(_integration is null ? null : catalog.Find(_integration.ConnectorId)?.Manifest);
        if (_integration is not null && IsNews(before, _integration))
            await Changed.InvokeAsync(_integration);
    }

    private static bool IsNews(IntegrationView? before, IntegrationView now) =>
        before is null || before.CurrentRun != now.CurrentRun || before.LastRun?.Id != now.LastRun?.Id || before.Counts != now.Counts;
}
