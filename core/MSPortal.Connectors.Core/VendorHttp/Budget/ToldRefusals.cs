using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>
/// Hears what connectors make of an answer. Some vendors say "too many requests" with a status that means something else,
/// which only the connector can tell.
/// </summary>
internal sealed class ToldRefusals(RequestBudget budget, VendorCallMeter meter)
{
    /// <param name="code">The connector's code for what went wrong.</param>
    /// <param name="asked">How long the vendor asked to wait, as the connector read it; null when it did not say.</param>
    public async Task HearAsync(string? code, TimeSpan? asked, CancellationToken cancellationToken)
    {
        if (code is not (ErrorCodes.RateLimited or ErrorCodes.VendorBlocked) || meter.IsRefusalKnown)
            return;

        meter.IsRefusalKnown = true;
        var wait = asked ?? meter.LastAsked;
        await budget.RefuseAsync(wait is { Ticks: > 0 } ? wait : null, code, cancellationToken);
    }
}
