using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A coloured box with something to know.</summary>
public sealed partial class Notice
{
    [Parameter]
    public Tone Tone { get; set; } = Tone.Info;

    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether a screen reader should say it at once.</summary>
    [Parameter]
    public bool IsAlert { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    private string Icon => Tone switch
    {
        Tone.Good => Icons.Material.Outlined.CheckCircle,
        Tone.Warning => Icons.Material.Outlined.WarningAmber,
        Tone.Bad => Icons.Material.Outlined.ErrorOutline,
        _ => Icons.Material.Outlined.Info,
    };
}
