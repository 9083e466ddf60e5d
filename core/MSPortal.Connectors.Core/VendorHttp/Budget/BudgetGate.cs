using System.Net;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp.Budget;

/// <summary>Holds a call back until the credential's budget has room for it, and tells the budget what the answer says about it.</summary>
internal sealed class BudgetGate(
    RequestBudget budget, AnswerTimes times, VendorCallScope scope, TimeSpan? longestWait, TimeProvider clock, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var permit = await TakeAsync(cancellationToken);
        var start = clock.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (TimeoutException)
        {
            await budget.SlowDownAsync(cancellationToken);
            throw;
        }

        try
        {
            await TellAsync(response, clock.GetElapsedTime(start), cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        return response;
    }

    // The vendor asks the credential, not the call: others must not run into the same refusal meanwhile.
    private async Task TellAsync(HttpResponseMessage response, TimeSpan time, CancellationToken cancellationToken)
    {
        var asked = RetryAfter.Of(response, clock);
        scope.Meter.LastAsked = RetryAfter.Named(response, clock);
        if (response.StatusCode == HttpStatusCode.TooManyRequests || asked > TimeSpan.Zero)
        {
            scope.Meter.IsRefusalKnown = true;
            await budget.RefuseAsync(asked, null, cancellationToken);
        }
        else if (response.StatusCode == HttpStatusCode.ServiceUnavailable || times.IsSlow(time))
        {
            await budget.SlowDownAsync(cancellationToken);
        }
        else if (response.IsSuccessStatusCode)
        {
            scope.Meter.IsRefusalKnown = false;
            await budget.AnsweredAsync(cancellationToken);
        }
    }

    private async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WaitAsync(cancellationToken);
        }
        catch (VendorUnavailableException)
        {
            scope.Meter.IsRefusalKnown = true;
            throw;
        }
    }

    private async Task<IDisposable> WaitAsync(CancellationToken cancellationToken)
    {
        if (longestWait is not { } longest)
            return await budget.TakeAsync(scope.Meter, RetryAfter.Longest, cancellationToken);

        using var timer = new CancellationTokenSource(longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await budget.TakeAsync(scope.Meter, longest, both.Token);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw budget.Wait ?? new VendorUnavailableException(
                ErrorCodes.RateLimited,
                $"The call to {scope.BaseAddress.Host} was not made: others, for example a sync, use all the requests that are allowed now.",
                "Try again in a minute.",
                e);
        }
    }
}
