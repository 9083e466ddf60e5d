using MSPortal.Connectors.Core.Inventory.Naming;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.DeviceFields;

/// <summary>The template for the names of devices, with what it makes of some of them.</summary>
public sealed partial class DisplayNameCard(GetDisplayName get, PreviewDisplayName preview, ChangeDisplayName change)
{
    private DisplayNameView? _view;
    private DisplayNamePreview? _preview;
    private string? _template;
    private Refusal? _refusal;
    private bool _isSaving;

    private bool IsNew => (_template?.Trim() ?? "") != (_view?.Template ?? "");

    private string? ErrorText => _preview?.Error is not { } error ? null : error.Line is null ? error.Message : $"Line {error.Line}, column {error.Column}: {error.Message}";

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _template = _view!.Template;
        if (_template is not null)
            await PreviewAsync(_template);
    }

    private async Task LoadAsync() => _view = await get.RunAsync(Actor, Gone);

    private async Task PreviewAsync(string? template)
    {
        (_template, _refusal) = (template, null);
        _preview = string.IsNullOrWhiteSpace(template) ? null : await preview.RunAsync(Actor, template.Trim(), Gone);
    }

    private async Task SaveAsync()
    {
        if (_isSaving || !IsNew)
            return;

        _isSaving = true;
        var result = await change.RunAsync(Actor, _template, CancellationToken.None);
        (_view, _refusal, _isSaving) = (result.Value ?? _view, result.Refusal, false);
    }
}
