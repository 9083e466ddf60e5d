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

        await ShowAsync(async () => (await verify.LastAsync(Actor, Gone)).Value);
        StateHasChanged();
    }

    private Task CheckNowAsync() => ShowAsync(async () => new PastCheck((await verify.RunAsync(Actor, Gone)).Value, clock.GetUtcNow()));

    private async Task ShowAsync(Func<Task<PastCheck>> look)
    {
        _isChecking = true;
        try
        {
            (_check, _at) = await look();
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
