using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.DeviceTypes;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plugins;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Import;

/// <summary>Takes an integration's devices into the inventory: its types, its staged devices, and the imports.</summary>
public sealed partial class ImportPage(StartImport start, GetImport get, ConnectorCatalog catalog, IDialogService dialogs)
{
    private IntegrationView? _integration;
    private ContainerWords _words = ContainerWords.Of(null);
    private ImportView? _import;
    private Refusal? _refusal;
    private TypeMappings? _mappings;
    private StagedDevices? _staged;
    private bool _isStarting;
    private bool _isAsked;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsImporting => _isStarting || _import is { IsOver: false };

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

    private async Task ImportTypeAsync(ProviderTypeView type) => await ConfirmAsync(
        $"Import All of {type.Name}",
        $"{Words.Count(type.PendingCount, "device")} of the type \"{type.Name}\" will be imported as \"{type.DeviceType?.Name}\" into the Device Inventory.",
        new ImportSelection(TypeKey: type.Key));

    private async Task ImportAllAsync(ImportPlan plan)
    {
        if (plan.New + plan.Changed == 0)
        {
            await dialogs.ShowMessageBoxAsync("Import All Mapped", "No device of a mapped type waits to be imported. The Status column says why each of the others does not.", yesText: "Close");
            return;
        }

        await ConfirmAsync(
            "Import All Mapped",
            $"{Words.Count(plan.New, "new device")} will be imported and {Words.Count(plan.Changed, "changed device")} updated, whatever the list is filtered by. Devices of ignored and unmapped types are left out.",
            new ImportSelection(All: true));
    }

    private Task ImportNamedAsync((IReadOnlyList<Guid> Ids, Guid Key) chosen) =>
        StartAsync(new ImportSelection(StagedDeviceIds: chosen.Ids), chosen.Key);

    private async Task ConfirmAsync(string title, string text, ImportSelection selection)
    {
        // One key for each confirmation: confirming twice, or a repeated message, starts one import.
        var key = Guid.NewGuid();
        if (!IsImporting && await dialogs.ShowMessageBoxAsync(title, text, yesText: "Import", cancelText: "Cancel") == true)
            await StartAsync(selection, key);
    }

    private async Task StartAsync(ImportSelection selection, Guid key)
    {
        if (IsImporting)
            return;

        _isStarting = true;
        var result = await start.RunAsync(Actor, new IntegrationId(Id), selection, key.ToString(), CancellationToken.None);
        _refusal = result.Refusal;
        _isStarting = false;
        if (!result.IsOk)
            return;

        (_import, _isAsked) = (result.Value, true);
        if (_import.IsOver)
            await EndAsync(_import);
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
