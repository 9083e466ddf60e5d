using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>Renames an integration.</summary>
public sealed partial class NameForm
{
    private string? _name;
    private Refusal? _refusal;
    private bool _isSaved;

    [Parameter, EditorRequired]
    public IntegrationView Integration { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private ChangeIntegration Change { get; set; } = default!;

    protected override void OnInitialized() => _name = Integration.Name;

    private async Task SaveAsync()
    {
        var changed = await Change.RunAsync(Actor, new IntegrationId(Integration.Id), new IntegrationChange(Name: _name ?? ""), CancellationToken.None);
        (_refusal, _isSaved) = (changed.Refusal, changed.IsOk);
        _name = changed.Value?.Name ?? _name;
        if (changed.IsOk)
            await OnChanged.InvokeAsync();
    }
}
