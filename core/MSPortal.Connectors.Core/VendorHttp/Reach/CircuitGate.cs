using MSPortal.Connectors.Sdk.Errors;
using Polly.CircuitBreaker;

namespace MSPortal.Connectors.Core.VendorHttp.Reach;

/// <summary>Lets a call to a vendor that is out of reach fail at once.</summary>
internal sealed class CircuitGate(Circuit circuit, VendorCallScope scope, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> SendOnAsync(CancellationToken token) => base.SendAsync(request, token);
        if (scope.IsInteractive)
            return await circuit.TryForPersonAsync(SendOnAsync, cancellationToken);

        try
        {
            return await circuit.TryAsync(SendOnAsync, cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw new VendorUnavailableException(
                ErrorCodes.VendorDown,
                $"{scope.BaseAddress.Host} has failed {Circuit.Failures} times in a row, so the call was not made.",
                "Nothing to do: it is tried again from time to time. Test Connection tries at once.",
                e)
            {
                RetryAfter = e.RetryAfter,
            };
        }
    }
}
