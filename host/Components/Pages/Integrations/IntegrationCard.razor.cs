using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MSPortal.Connectors.Sdk.Connect;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Integrations;

/// <summary>How an integration stands, and what can be done with it.</summary>
public sealed partial class IntegrationCard
{
    private Refusal? _refusal;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public IntegrationView Integration { get; set; } = default!;

    /// <summary>Null when the connector is not on this host.</summary>
    [Parameter]
    public ConnectorManifest? Manifest { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private StartSync StartSync { get; set; } = default!;

    [Inject]
    private ChangeIntegration Change { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private IntegrationId Id => new(Integration.Id);

    private string Address => $"/integrations/{Integration.Id}";

    private string HeadingId => $"integration-{Integration.Id}";

    private ContainerWords Containers => ContainerWords.Of(Manifest);

    private string PauseText => Integration.Schedule.Paused ? "Resume" : "Pause";

    private string StateText => Integration.State switch
    {
        IntegrationState.Syncing => "Syncing",
        IntegrationState.Attention => "Needs attention",
        IntegrationState.Paused => "Paused",
        _ => "OK",
    };

    private Tone StateTone => Integration.State switch
    {
        IntegrationState.Syncing => Tone.Info,
        IntegrationState.Ok => Tone.Good,
        _ => Tone.Warning,
    };

    private string Named(string action) => $"{action}: {Integration.Name}";

    private Task ResyncAsync() => DoAsync(() => StartSync.RunAsync(Actor, Id, SyncScope.All, SyncTrigger.Manual, CancellationToken.None));

    private Task PauseOrResumeAsync() =>
        DoAsync(() => Change.RunAsync(Actor, Id, new IntegrationChange(Paused: !Integration.Schedule.Paused), CancellationToken.None));

    private async Task EditScheduleAsync()
    {
        var parameters = new DialogParameters<ScheduleDialog> { { d => d.Integration, Integration }, { d => d.Containers, Containers } };
        var dialog = await Dialogs.ShowAsync<ScheduleDialog>($"Schedule of {Integration.Name}", parameters);
        if (await dialog.Result is { Canceled: false })
            await OnChanged.InvokeAsync();
    }

    private async Task DoAsync<T>(Func<Task<Result<T>>> action)
    {
        _isBusy = true;
        _refusal = (await action()).Refusal;
        _isBusy = false;
        await OnChanged.InvokeAsync();
    }
}
