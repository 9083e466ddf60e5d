using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A state in a word or two.</summary>
public sealed partial class StatusChip
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public Tone Tone { get; set; }

    /// <summary>Whether something is at work.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
