using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Sdk.Setup;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>Draws a field that a connector asks for.</summary>
public sealed partial class SetupInput
{
    private bool _isShown;

    [Parameter, EditorRequired]
    public SetupField Field { get; set; } = default!;

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    private string Label => Field.IsOptional ? $"{Field.Label} (optional)" : Field.Label;

    private string TestId => $"field-{Field.Key}";
}
