using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Host.Components.Pages.Plans;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Import;

/// <summary>Takes an integration's devices into the inventory: its types, its staged devices, and the imports.</summary>
public sealed partial class ImportPage(GetImport get, ConnectorCatalog catalog, IDialogService dialogs)
{
    private IntegrationView? _integration;
    private ContainerWords _words = ContainerWords.Of(null);
    private ImportView? _import;
    private TypeMappings? _mappings;
    private StagedDevices? _staged;
    private bool _isPlanning;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsImporting => _isPlanning || _import is { IsOver: false };

    private async Task ShowAsync(IntegrationView integration)
    {
        var isFirst = _integration?.Id != integration.Id;
        _integration = integration;
        if (!isFirst)
        {
            await ReloadAsync();
            return;
        }

        _words = ContainerWords.Of(catalog.Find(integration.ConnectorId)?.Manifest);
        var latest = await get.LatestAsync(Actor, new IntegrationId(Id), Gone);
        _import = latest is { IsOver: false } ? latest : null;
    }

    private Task ImportTypeAsync(ProviderTypeView type) => PlanAsync($"Import All of {type.Name}", new PlanRequest(PlanKind.Import, Id) { TypeKey = type.Key });

    private Task ImportAllAsync() => PlanAsync("Import All Mapped", new PlanRequest(PlanKind.Import, Id) { All = true });

    private Task ImportNamedAsync(IReadOnlyList<Guid> ids) => PlanAsync("Import Selected", new PlanRequest(PlanKind.Import, Id) { StagedDeviceIds = ids });

    private async Task PlanAsync(string title, PlanRequest request)
    {
        if (IsImporting)
            return;

        _isPlanning = true;
        if (await PlanDialog.ShowAsync(dialogs, title, request))
            _staged?.Forget();
        _isPlanning = false;
        await ReloadAsync();
    }

    private async Task EndAsync(ImportView import)
    {
        _import = import;
        _staged?.Forget();
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        if (_mappings is not null)
            await _mappings.ReloadAsync();
        if (_staged is not null)
            await _staged.ReloadAsync();
    }
}
