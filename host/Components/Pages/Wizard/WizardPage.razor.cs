using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>The three steps from a vendor's credentials to devices. Each step has its own address.</summary>
public sealed partial class WizardPage
{
    private IntegrationView? _integration;
    private LoadedConnector? _connector;
    private Refusal? _refusal;

    /// <summary>The connector of an integration that is not there yet.</summary>
    [Parameter]
    public string? ConnectorId { get; set; }

    /// <summary>The integration; null before it is created.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    [Parameter]
    public int Step { get; set; }

    [Inject]
    private ConnectorCatalog Catalog { get; set; } = default!;

    [Inject]
    private GetIntegration Get { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Current => Id is null ? 1 : Math.Clamp(Step, 1, 3);

    private ContainerWords Containers => ContainerWords.Of(_connector?.Manifest);

    private string Title => _integration?.Name ?? $"Connect {_connector?.Manifest.Name}";

    private IReadOnlyList<WizardStep> Steps =>
    [
        new("Connect", Id is null ? null : AddressOf(1), _integration is not null),
        new($"Map {Containers.Many}", Id is null ? null : AddressOf(2), _integration?.Counts.Mapped > 0),
        new("Import Devices", Id is null || _integration?.Counts.Mapped == 0 ? null : AddressOf(3), _integration?.Counts.Imported > 0),
    ];

    private string? WhyNoNext =>
        _integration is null ? "Test the connection and create the integration first."
        : Current == 2 && _integration.Counts.Mapped == 0 ? $"Map at least one {Containers.SmallOne} first: devices of unmapped {Containers.SmallMany} are not staged."
        : null;

    protected override async Task OnParametersSetAsync()
    {
        if (Id is not null)
            await LoadAsync();
        else
            (_integration, _refusal, _connector) = (null, null, Catalog.Find(ConnectorId ?? ""));
    }

    private async Task LoadAsync()
    {
        var integration = await Get.RunAsync(Actor, new IntegrationId(Id!.Value), Gone);
        (_integration, _refusal) = (integration.Value, integration.Refusal);
        _connector = Catalog.Find(_integration?.ConnectorId ?? "");
    }

    private string AddressOf(int step) => $"/integrations/{Id}/setup/{step}";

    private void GoOn(IntegrationView created) => Navigation.NavigateTo($"/integrations/{created.Id}/setup/2");

    private async Task DeleteAsync()
    {
        var parameters = new DialogParameters<DeleteDialog> { { d => d.Integration, _integration! }, { d => d.Containers, Containers } };
        var dialog = await Dialogs.ShowAsync<DeleteDialog>($"Delete {_integration!.Name}", parameters, new DialogOptions { BackdropClick = false });
        if (await dialog.Result is { Canceled: false })
            Navigation.NavigateTo("/integrations");
        else
            await LoadAsync();
    }
}
