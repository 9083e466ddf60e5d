using MSPortal.Connectors.Core.Audit.Chain;

namespace MSPortal.Connectors.Host.Components.Pages.Audit;

/// <summary>Says whether the audit log is as it was written. Looks after the page is there, as it may take some seconds.</summary>
public sealed partial class ChainNotice(VerifyAudit verify)
{
    private AuditCheck? _check;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        try
        {
            _check = (await verify.RunAsync(Actor, Gone)).Value;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The person has left the page.
        }
    }
}
