using MSPortal.Connectors.Core.Audit.Chain;

namespace MSPortal.Connectors.Host.Components.Pages.Audit;

/// <summary>Says whether the audit log is as it was written: by the last check, if that is recent. Looks after the page is there, as it may take some seconds.</summary>
public sealed partial class ChainNotice(VerifyAudit verify, TimeProvider clock)
{
    private AuditCheck? _check;
    private DateTimeOffset _at;
    private bool _isChecking = true;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        await ShowAsync();
        StateHasChanged();
    }

    private async Task CheckNowAsync()
    {
        _isChecking = true;
        try
        {
            await verify.RunAsync(Actor, Gone);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return;
        }

        await ShowAsync();
    }

    private async Task ShowAsync()
    {
        try
        {
            var last = await verify.LastAsync(Actor, Gone);
            if (last.IsOk)
                (_check, _at) = (last.Value.Check, last.Value.At);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The person has left the page.
        }
        finally
        {
            _isChecking = false;
        }
    }
}
