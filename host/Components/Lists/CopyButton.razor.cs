using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Lists;

/// <summary>Puts a text on the clipboard.</summary>
public sealed partial class CopyButton(IJSRuntime script, ISnackbar snackbar)
{
    private bool _isCopied;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What it is, for the label.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    private async Task CopyAsync()
    {
        try
        {
            await script.InvokeVoidAsync("msportal.copy", Text);
            _isCopied = true;
        }
        catch (JSException)
        {
            // Browsers lend the clipboard to https and localhost only.
            snackbar.Add("The browser does not allow copying here. Select the text and copy it by hand.", Severity.Warning);
        }
    }
}
