using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Pages.Companies;

/// <summary>Takes a CSV file of companies and tells what became of it.</summary>
public sealed partial class CsvImport(ImportCompanies import)
{
    private const long MaxBytes = 10_000_000;
    private const int FailuresShown = 50;

    private CompanyImport? _result;
    private Refusal? _refusal;
    private bool _isBusy;

    /// <summary>Companies were added.</summary>
    [Parameter]
    public EventCallback Imported { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        (_result, _refusal) = (null, null);
        if (chosen.File.Size > MaxBytes)
        {
            _refusal = new InvalidValue("file", $"The file is larger than {MaxBytes / 1_000_000} MB.", "Split the file.");
            return;
        }

        _isBusy = true;
        try
        {
            using var buffered = new MemoryStream();
            await using (var file = chosen.File.OpenReadStream(MaxBytes, Gone))
                await file.CopyToAsync(buffered, Gone);
            var text = CsvText.Read(buffered.ToArray(), null);
            if (text.IsOk)
            {
                using var reader = new StringReader(text.Value);
                var result = await import.RunAsync(Actor, reader, CancellationToken.None);
                (_result, _refusal) = (result.Value, result.Refusal);
            }
            else
            {
                _refusal = text.Refusal;
            }
        }
        catch (IOException)
        {
            _refusal = new InvalidValue("file", "The browser stopped sending the file.", "Choose the file again.");
        }

        _isBusy = false;
        if (_result is not null)
            await Imported.InvokeAsync();
    }
}
