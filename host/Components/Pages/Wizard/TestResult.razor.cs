using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Host.Components.Parts;
using MSPortal.Connectors.Sdk.Connect;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>What Test Connection found, step by step.</summary>
public sealed partial class TestResult
{
    [Parameter, EditorRequired]
    public ConnectionTest Test { get; set; } = default!;

    [Parameter, EditorRequired]
    public ContainerWords Containers { get; set; } = default!;

    /// <summary>Whether other values stand in the fields by now.</summary>
    [Parameter]
    public bool IsOutdated { get; set; }

    private string Seen(ConnectionObserved seen) => (seen.Containers, seen.Devices) switch
    {
        ({ } containers, { } devices) => $"{Containers.Count(containers)} and {Words.Count(devices, "device")} visible.",
        ({ } containers, null) => $"{Containers.Count(containers)} visible.",
        (null, { } devices) => $"{Words.Count(devices, "device")} visible.",
        _ => "",
    };

    private static string Icon(CheckStep check) => check.Outcome switch
    {
        CheckOutcome.Passed => Icons.Material.Outlined.CheckCircle,
        CheckOutcome.Warning => Icons.Material.Outlined.WarningAmber,
        _ => Icons.Material.Outlined.ErrorOutline,
    };

    private static Color Color(CheckStep check) => check.Outcome switch
    {
        CheckOutcome.Passed => MudBlazor.Color.Success,
        CheckOutcome.Warning => MudBlazor.Color.Warning,
        _ => MudBlazor.Color.Error,
    };
}
