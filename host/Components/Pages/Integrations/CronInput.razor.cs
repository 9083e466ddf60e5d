using Microsoft.AspNetCore.Components;

namespace MSPortal.Connectors.Host.Components.Pages.Integrations;

/// <summary>Asks for a cron expression, says it in words, and offers the usual ones.</summary>
public sealed partial class CronInput
{
    private static readonly string[] Usual = ["0 * * * *", "0 */4 * * *", "0 */12 * * *", "0 2 * * *"];

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = default!;
}
