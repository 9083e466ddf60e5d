using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Import;

/// <summary>How far an import is, and what became of it.</summary>
public sealed partial class ImportProgress(GetImport get)
{
    [Parameter, EditorRequired]
    public required ImportView Import { get; set; }

    /// <summary>The import moved on.</summary>
    [Parameter]
    public EventCallback<ImportView> Moved { get; set; }

    /// <summary>The import came to its end.</summary>
    [Parameter]
    public EventCallback<ImportView> Ended { get; set; }

    [Parameter]
    public EventCallback Dismissed { get; set; }

    private int Done => Import.Imported + Import.Updated + Import.Skipped + Import.Failed;

    private double Percent => Import.Total == 0 ? 0 : 100.0 * Done / Import.Total;

    private string Title => Import.State switch
    {
        ImportState.Queued => "The import is about to begin…",
        ImportState.Running => $"Importing: {Words.Number(Done)} of {Words.Number(Import.Total)}",
        ImportState.Failed => "The import broke off",
        _ => Import.Failed > 0 ? "The import is done, with failures" : "The import is done",
    };

    private async Task ReadAsync()
    {
        var result = await get.RunAsync(Actor, new IntegrationId(Import.IntegrationId), new DeviceImportId(Import.Id), Gone);
        if (!result.IsOk)
            await Dismissed.InvokeAsync();
        else if (result.Value.IsOver)
            await Ended.InvokeAsync(result.Value);
        else
            await Moved.InvokeAsync(result.Value);
    }
}
